import type { Tool } from './tool/tool.ts';

export const pwd: Tool = {
  name: 'pwd',
  about: 'Print the current directory',
  gnu: { short: 'LP', long: 'logical=L physical=P', usage: '[OPTION]...' },
  busybox: {},
  async run(call) {
    const { process } = call;
    const logical = process.env.get('PWD') ?? '';
    const trusted =
      call.has('L') &&
      logical.startsWith('/') &&
      process.fs.exists(logical) &&
      process.fs.realpath(logical) === process.cwd;
    call.print(`${trusted ? logical : process.cwd}\n`);
    return 0;
  },
};
