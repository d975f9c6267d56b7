import { AccountNames } from './text/accounts.ts';
import type { Tool } from './tool/tool.ts';

export const whoami: Tool = {
  name: 'whoami',
  about: 'Print the name of the effective user',
  gnu: { long: '', usage: '[OPTION]...' },
  busybox: {},
  async run(call) {
    const { uid } = call.process;
    const name = new AccountNames(call.process).user(uid);
    if (name === undefined) {
      return call.die(call.gnu ? `cannot find name for user ID ${uid}` : `unknown uid ${uid}`);
    }
    call.print(`${name}\n`);
    return 0;
  },
};
