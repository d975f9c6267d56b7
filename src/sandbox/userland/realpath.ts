import { pathNames } from '../kernel/fs/path-names.ts';
import { Errno } from '../kernel/errno.ts';
import type { Process } from '../kernel/process.ts';
import { baseName, directoryName, joinPath } from './text/path.ts';
import type { Tool } from './tool/tool.ts';

export const realpath: Tool = {
  name: 'realpath',
  about: 'Print the absolute path of files, without symlinks',
  gnu: {
    short: 'eLmPqsz',
    long: 'canonicalize-existing=e canonicalize-missing=m logical=L physical=P quiet=q relative-to: relative-base: strip=s no-symlinks=s zero=z',
    usage: '[OPTION]... FILE...',
  },
  busybox: { usage: 'FILE...' },
  async run(call) {
    if (call.operands.length === 0) return call.missingOperand();
    const from = call.value('relative-to');
    for (const path of call.operands) {
      try {
        const found = call.has('s')
          ? plainPath(call.process.cwd, path)
          : canonical(call.process, path, call.has('e') ? 'all' : call.has('m') ? 'none' : 'parent');
        const shown = from === undefined ? found : relativePath(canonical(call.process, from, 'none'), found);
        call.print(call.has('z') ? `${shown}\0` : `${shown}\n`);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        if (call.has('q')) call.status = 1;
        else await call.complain(`${path}: ${error.message}`);
      }
    }
    return call.status;
  },
};

/**
 * The path without symlinks, `.` and `..`.
 *
 * @param there how much of it must exist
 * @throws {Errno}
 */
export function canonical(process: Process, path: string, there: 'all' | 'parent' | 'none'): string {
  const { fs } = process;
  if (path === '') throw new Errno('ENOENT', path);
  if (there === 'all' || fs.exists(path)) return fs.realpath(path);
  if (path.replace(/\/+$/, '') === '') return '/';
  const last = baseName(path);
  const parent = directoryName(path);
  const isLink = fs.exists(parent) && linkTarget(process, path);
  if (typeof isLink === 'string') {
    return canonical(process, isLink.startsWith('/') ? isLink : joinPath(parent, isLink), there);
  }
  if (there === 'parent') {
    const found = fs.realpath(parent);
    if (!fs.isDirectory(parent)) throw new Errno('ENOTDIR', path);
    return joinPath(found, last);
  }
  const before = path === last ? process.cwd : canonical(process, parent, 'none');
  return last === '.' ? before : last === '..' ? directoryName(before) : joinPath(before, last);
}

function linkTarget(process: Process, path: string): string | false {
  try {
    return process.fs.lstat(path).type === 'symlink' && process.fs.readlink(path);
  } catch (error) {
    if (error instanceof Errno) return false;
    throw error;
  }
}

const plainPath = (cwd: string, path: string): string =>
  `/${pathNames(path.startsWith('/') ? path : `${cwd}/${path}`).join('/')}`;

export function relativePath(from: string, to: string): string {
  const [start, end] = [from, to].map((path) => path.split('/').filter((name) => name !== '')) as [string[], string[]];
  let common = 0;
  while (common < start.length && start[common] === end[common]) common++;
  return [...start.slice(common).map(() => '..'), ...end.slice(common)].join('/') || '.';
}
