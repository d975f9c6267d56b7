import { Errno } from '../kernel/errno.ts';
import { directoryName } from './text/path.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const rmdir: Tool = {
  name: 'rmdir',
  about: 'Remove directories that are empty',
  gnu: { short: 'pv', long: 'parents=p verbose=v ignore-fail-on-non-empty', usage: '[OPTION]... DIRECTORY...' },
  busybox: { short: 'p', long: 'parents=p ignore-fail-on-non-empty', usage: '[-p] DIRECTORY...' },
  async run(call) {
    if (call.operands.length === 0) return call.missingOperand();
    for (const operand of call.operands) {
      for (let path = operand; ; path = directoryName(path)) {
        try {
          if (call.has('v')) call.print(`${call.name}: removing directory, ${quoteName(path)}\n`);
          call.process.fs.rmdir(path);
        } catch (error) {
          if (!(error instanceof Errno)) throw error;
          if (error.code === 'ENOTEMPTY' && call.has('ignore-fail-on-non-empty')) break;
          await call.complain(
            call.gnu ? `failed to remove ${quoteName(path)}: ${error.message}` : `'${path}': ${error.message}`,
          );
          break;
        }
        if (!call.has('p') || directoryName(path) === '.' || directoryName(path) === '/') break;
      }
    }
    return call.status;
  },
};
