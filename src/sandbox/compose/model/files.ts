import { pathNames } from '../../kernel/fs/path-names.ts';
import { goError } from '../../cli/error-text.ts';
import type { Io } from '../../cli/io.ts';
import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { ComposeError } from './error.ts';

/** Go's filepath.Join and Abs; `~` is the home directory. */
export function absolutePath(path: string, directory: string, home = '/root'): string {
  const expanded = path === '~' || path.startsWith('~/') ? home + path.slice(1) : path;
  return `/${pathNames(expanded.startsWith('/') ? expanded : `${directory}/${expanded}`).join('/')}`;
}

export const directoryOf = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/';

/** @throws {ComposeError} `open PATH: no such file or directory` */
export function readText(io: Pick<Io, 'fs'>, path: string): string {
  try {
    return decode(io.fs.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new ComposeError(`${error.code === 'EISDIR' ? 'read' : 'open'} ${path}: ${goError(error)}`);
  }
}
