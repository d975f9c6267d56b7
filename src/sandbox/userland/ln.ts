import { Errno } from '../kernel/errno.ts';
import { isThere } from './cp.ts';
import { baseName, directoryName, joinPath } from './text/path.ts';
import { relativePath } from './realpath.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const ln: Tool = {
  name: 'ln',
  about: 'Give files further names, or with -s make symlinks to them',
  gnu: {
    short: 'bfinPLrsS:t:Tv',
    long: 'force=f interactive=i logical=L no-dereference=n physical=P relative=r symbolic=s target-directory:=t no-target-directory=T verbose=v',
    usage:
      '[OPTION]... [-T] TARGET LINK_NAME\n[OPTION]... TARGET\n[OPTION]... TARGET... DIRECTORY\n[OPTION]... -t DIRECTORY TARGET...',
  },
  busybox: { short: 'sfnbtvS:T', usage: '[-sfnbtv] [-S SUF] TARGET... LINK|DIR' },
  async run(call) {
    const { fs } = call.process;
    const named = call.gnu ? call.value('t') : undefined;
    const operands = [...call.operands, ...(named === undefined ? [] : [named])];
    const [first] = operands;
    if (first === undefined) return call.misuse(call.gnu ? 'missing file operand' : undefined);
    const target = operands.length === 1 ? '.' : (operands.at(-1) ?? '.');
    const sources = operands.length === 1 ? operands : operands.slice(0, -1);
    const follows = !(call.has('n') && isThere(call, target) && fs.lstat(target).type === 'symlink');
    const into = !call.has('T') && follows && fs.isDirectory(target);
    if (!into && sources.length > 1) {
      return call.die(
        call.gnu
          ? `target ${quoteName(target)}: ${(fs.exists(target) ? new Errno('ENOTDIR') : new Errno('ENOENT')).message}`
          : `${target}: Not a directory`,
      );
    }
    for (const source of sources) await makeLink(call, source, into ? joinPath(target, baseName(source)) : target);
    return call.status;
  },
};

async function makeLink(call: Call, source: string, name: string): Promise<void> {
  const { fs } = call.process;
  const symbolic = call.has('s');
  try {
    if (!symbolic) {
      const stat = statOf(call, source);
      if (stat instanceof Errno) {
        return await call.complain(
          call.gnu ? `failed to access ${quoteName(source)}: ${stat.message}` : `${source}: ${stat.message}`,
        );
      }
      if (stat === 'directory' && call.gnu)
        return await call.complain(`${source}: hard link not allowed for directory`);
    }
    if (call.has('f') && isThere(call, name)) fs.unlink(name);
    if (!symbolic) fs.link(source, name);
    else
      fs.symlink(
        call.has('r') ? relativePath(fs.realpath(directoryName(name)), absoluteOf(call, source)) : source,
        name,
      );
    if (call.has('v')) call.print(`'${name}' ${symbolic ? '->' : '=>'} '${source}'\n`);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (!call.gnu) return call.complain(`${name}: ${error.message}`);
    const arrow = !symbolic && error.code !== 'EEXIST' ? ` => ${quoteName(source)}` : '';
    await call.complain(
      `failed to create ${symbolic ? 'symbolic' : 'hard'} link ${quoteName(name)}${arrow}: ${error.message}`,
    );
  }
}

function statOf(call: Call, path: string): Errno | string {
  try {
    return call.process.fs.lstat(path).type;
  } catch (error) {
    if (error instanceof Errno) return error;
    throw error;
  }
}

function absoluteOf(call: Call, path: string): string {
  const { fs } = call.process;
  return fs.exists(path) ? fs.realpath(path) : joinPath(fs.realpath(directoryName(path)), baseName(path));
}
