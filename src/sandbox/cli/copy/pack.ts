import { Errno } from '../../kernel/errno.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import { goError } from '../error-text.ts';
import { UsageError } from '../errors.ts';
import type { CopyInfo } from './path.ts';

/** What stands at a path of the host. @throws {UsageError} `lstat …: no such file or directory` */
export function statSource(fs: FileView, path: string, followLink: boolean): CopyInfo {
  try {
    const plain = path.replace(/(.)\/\.?$/, '$1');
    const follow = followLink || plain !== path;
    const real = follow ? fs.realpath(plain) : plain;
    const stat = follow ? fs.stat(plain) : fs.lstat(plain);
    return { path: real + path.slice(plain.length), exists: true, isDirectory: stat.type === 'directory' };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new UsageError(`lstat ${path}: ${goError(error)}`);
  }
}

/** A file or a tree as members of an archive, under `name`. */
export function* packPath(fs: FileView, path: string, name: string): Generator<TarEntry> {
  const { type, mode, uid, gid, mtime } = fs.lstat(path);
  if (type === 'socket') return;
  const meta = { mode, uid, gid, mtime };
  if (type === 'directory') {
    yield { ...meta, type, path: `${name}/` };
    for (const entry of fs.readdir(path)) yield* packPath(fs, `${path}/${entry.name}`, `${name}/${entry.name}`);
  } else if (type === 'symlink') yield { ...meta, type, path: name, target: fs.readlink(path) };
  else if (type === 'file') yield { ...meta, type, path: name, content: fs.readFile(path) };
  else yield { ...meta, type, path: name };
}
