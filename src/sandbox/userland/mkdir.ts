import { Errno } from '../kernel/errno.ts';
import { changeMode } from './text/file-mode.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const mkdir: Tool = {
  name: 'mkdir',
  about: 'Make directories',
  gnu: { short: 'm:pv', long: 'mode:=m parents=p verbose=v', usage: '[OPTION]... DIRECTORY...' },
  busybox: { short: 'm:pv', long: 'mode:=m parents=p verbose=v', usage: '[-m MODE] [-p] DIRECTORY...' },
  async run(call) {
    if (call.operands.length === 0) return call.missingOperand();
    const text = call.value('m');
    const mode =
      text === undefined ? undefined : changeMode(text, { type: 'directory', mode: 0o777 }, call.process.umask);
    if (text !== undefined && mode === undefined) return call.die(`invalid mode ${call.quote(text)}`);
    for (const path of call.operands) await make(call, path, mode);
    return call.status;
  },
};

async function make(call: Call, path: string, mode: number | undefined): Promise<void> {
  const { fs } = call.process;
  const steps = call.has('p') ? path.split('/') : [];
  let made = path;
  try {
    for (let count = 1; count <= steps.length; count++) {
      made = steps.slice(0, count).join('/');
      if (made === '' || fs.isDirectory(made)) continue;
      fs.mkdir(made);
      if (call.has('v')) say(call, made);
    }
    made = path;
    if (!call.has('p')) {
      fs.mkdir(path);
      if (call.has('v')) say(call, path);
    }
    if (mode !== undefined) fs.chmod(path, mode);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const words = call.gnu
      ? `cannot create directory ${quoteDirectory(call, made)}`
      : `can't create directory '${path}'`;
    await call.complain(`${words}: ${error.message}`);
  }
}

const quoteDirectory = (call: Call, path: string): string => call.quote(path);

function say(call: Call, path: string): void {
  call.print(call.gnu ? `${call.name}: created directory ${quoteName(path)}\n` : `created directory: '${path}'\n`);
}
