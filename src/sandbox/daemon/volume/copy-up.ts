import type { FileSystem, Path } from '../../kernel/fs/file-system.ts';
import { viewOf } from '../container/own-view.ts';
import type { Daemon } from '../daemon.ts';

/** Copies a file or a directory with all in it, owners and modes kept; what is there already stays. */
function copyTree(from: FileSystem, source: Path, to: FileSystem, target: Path): void {
  const stat = from.stat(source);
  if (stat === undefined) return;
  const { mode, uid, gid, mtime } = stat;
  const meta = { mode, uid, gid, mtime };
  const isThere = to.stat(target) !== undefined;
  if (stat.type === 'directory') {
    if (!isThere) to.create(target, { type: 'directory', ...meta });
    for (const name of from.readdir(source)) copyTree(from, [...source, name], to, [...target, name]);
    to.setattr(target, meta);
  } else if (!isThere) {
    if (stat.type === 'file') to.create(target, { type: 'file', content: from.read(source), ...meta });
    else if (stat.type === 'symlink') to.create(target, { type: 'symlink', target: from.readlink(source), ...meta });
    else if (stat.type === 'char' || stat.type === 'block') {
      to.create(target, { type: stat.type, rdev: stat.rdev ?? { major: 0, minor: 0 }, ...meta });
    } else to.create(target, { type: stat.type, ...meta });
  }
}

/** Fills a new, empty volume with what the image has where it is mounted. */
export function copyUp(daemon: Daemon, root: FileSystem, destination: string, volume: string): void {
  const files = viewOf(root);
  if (!files.isDirectory(destination)) return;
  const { fs } = daemon.process;
  if (!fs.exists(volume) || fs.readdir(volume).length > 0) return;
  const from = files.resolve(destination);
  const to = fs.resolve(volume);
  copyTree(from.fs, from.path, to.fs, to.path);
}
