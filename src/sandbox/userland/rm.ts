import { Errno } from '../kernel/errno.ts';
import { confirm } from './cp.ts';
import { baseName, joinPath } from './text/path.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const rm: Tool = {
  name: 'rm',
  about: 'Remove files, with -r directories too',
  gnu: {
    short: 'dfirRvI',
    long: 'force=f interactive:: recursive=r dir=d verbose=v one-file-system preserve-root:: no-preserve-root',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: { short: 'irRfdv', usage: '[-irf] FILE...' },
  async run(call) {
    const { operands } = call;
    if (operands.length === 0) return call.has('f') ? 0 : call.missingOperand();
    for (const path of operands) {
      const last = baseName(path);
      if (!recursive(call) && call.gnu && (last === '.' || last === '..')) {
        await call.complain(`cannot remove ${quoteName(path)}: Is a directory`);
      } else if (last === '.' || last === '..') {
        await call.complain(
          call.gnu
            ? `refusing to remove '.' or '..' directory: skipping ${quoteName(path)}`
            : `can't remove '.' or '..'`,
        );
      } else if (call.gnu && recursive(call) && last === '/' && !call.has('no-preserve-root')) {
        await call.complain(`it is dangerous to operate recursively on '/'`);
        await call.warn('use --no-preserve-root to override this failsafe');
      } else await removeTree(call, path);
    }
    return call.status;
  },
};

const recursive = (call: Call): boolean => call.options.lastOf('rR') !== undefined;

/** Removes a name and all below it, as far as the options of the call let it. */
export async function removeTree(call: Call, path: string): Promise<void> {
  const { process } = call;
  await process.step();
  try {
    const { type } = process.fs.lstat(path);
    const asks = call.options.lastOf('if') === 'i';
    if (type === 'directory') {
      if (!recursive(call) && call.name !== 'mv') {
        if (!call.has('d')) throw new Errno('EISDIR', path);
        process.fs.rmdir(path);
      } else {
        if (asks && !(await confirm(call, `descend into directory ${quoteName(path)}?`))) return;
        const before = call.status;
        call.status = 0;
        for (const { name } of process.fs.readdir(path)) await removeTree(call, joinPath(path, name));
        const left = call.status !== 0;
        call.status ||= before;
        // GNU tries no directory in which something stayed; BusyBox does.
        if (left && call.gnu) return;
        if (asks && !(await confirm(call, `remove directory ${quoteName(path)}?`))) return;
        process.fs.rmdir(path);
      }
    } else {
      if (asks && !(await confirm(call, `remove ${call.gnu ? 'regular file ' : ''}${quoteName(path)}?`))) return;
      process.fs.unlink(path);
    }
    if (call.has('v') && call.name !== 'mv') {
      call.print(`removed ${type === 'directory' ? 'directory ' : ''}${quoteName(path)}\n`);
    }
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (call.has('f') && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return;
    if (error.code === 'ENOTEMPTY' && call.status !== 0) return;
    await call.complain(complaint(call, path, error));
  }
}

function complaint(call: Call, path: string, error: Errno): string {
  if (call.gnu) return `cannot remove ${quoteName(path)}: ${error.message}`;
  return error.code === 'EISDIR' ? `'${path}' is a directory` : `can't remove '${path}': ${error.message}`;
}
