import { Errno } from '../kernel/errno.ts';
import { chooseTarget } from './copy-target.ts';
import { Copier, confirm, isThere } from './cp.ts';
import { removeTree } from './rm.ts';
import { baseName, joinPath } from './text/path.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const mv: Tool = {
  name: 'mv',
  about: 'Rename a file, or move several into a directory',
  gnu: {
    short: 'bfinS:t:TuvZ',
    long: 'backup::=b force=f interactive=i no-clobber=n target-directory:=t no-target-directory=T update=u verbose=v strip-trailing-slashes',
    refuses: 'b S Z',
    usage: '[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...',
  },
  busybox: { short: 'finTt:vu', usage: '[-finT] SOURCE DEST\n[-fin] SOURCE... { -t DIRECTORY | DIRECTORY }' },
  async run(call) {
    const { sources, target, into } = await chooseTarget(call);
    for (const source of sources) await move(call, source, into ? joinPath(target, baseName(source)) : target);
  },
};

async function move(call: Call, source: string, target: string): Promise<void> {
  const { fs } = call.process;
  try {
    if (call.gnu && !isThere(call, source)) {
      fs.lstat(source);
    }
    const taken = isThere(call, target);
    const last = call.options.lastOf('fin');
    if (taken && last === 'n') return;
    if (taken && call.has('u') && fs.stat(target).mtime >= fs.stat(source).mtime) return;
    if (taken && last === 'i' && !(await confirm(call, `overwrite ${quoteName(target)}?`))) return;
    if (taken && call.gnu && fs.lstat(source).ino === fs.lstat(target).ino && source === target) {
      return await call.complain(`${quoteName(source)} and ${quoteName(target)} are the same file`);
    }
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.complain(`cannot stat ${quoteName(source)}: ${error.message}`);
  }
  try {
    fs.rename(source, target);
    if (call.has('v')) call.print(`renamed '${source}' -> '${target}'\n`);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'EXDEV') return moveAcross(call, source, target);
    if (error.code === 'EINVAL' && call.gnu) {
      return call.complain(`cannot move ${quoteName(source)} to a subdirectory of itself, ${quoteName(target)}`);
    }
    await call.complain(
      call.gnu
        ? `cannot move ${quoteName(source)} to ${quoteName(target)}: ${error.message}`
        : `can't rename '${source}': ${error.message}`,
    );
  }
}

async function moveAcross(call: Call, source: string, target: string): Promise<void> {
  const copied = await new Copier(call, { recursive: true, preserve: true }).copy(source, target, false);
  if (copied) await removeTree(call, source);
}
