import { Errno } from '../errno.ts';
import type { FileHandle, FileSystem, Path } from './file-system.ts';
import { samePath } from './mount.ts';

/**
 * A file system as a mount of one of its files sees it: what was there when it was mounted stays there, even if its
 * name is given to another file or to none.
 */
export function pinnedFile(fs: FileSystem, root: Path): FileSystem {
  if (fs.open === undefined || fs.stat(root)?.type !== 'file') return fs;
  const pinned = fs.open(root);
  // Whoever opens it shares it: it is given back with the mount.
  const shared: FileHandle = {
    stat: () => pinned.stat(),
    read: (offset, length) => pinned.read(offset, length),
    write: (offset, bytes) => pinned.write(offset, bytes),
    truncate: (size) => pinned.truncate(size),
    setattr: (attributes) => pinned.setattr(attributes),
    release: () => undefined,
  };
  const at = (path: Path): FileHandle => {
    if (!samePath(path, root)) throw new Errno('ENOENT');
    return shared;
  };
  return {
    type: fs.type,
    dev: fs.dev,
    stat: (path) => (samePath(path, root) ? pinned.stat() : fs.stat(path)),
    readdir: (path) => fs.readdir(path),
    readlink: (path) => fs.readlink(path),
    read: (path, offset, length) => at(path).read(offset, length),
    write: (path, offset, bytes) => at(path).write(offset, bytes),
    truncate: (path, size) => at(path).truncate(size),
    create: (path, node) => fs.create(path, node),
    link: (from, to) => fs.link(from, to),
    rename: (from, to) => fs.rename(from, to),
    remove: (path) => fs.remove(path),
    setattr: (path, attributes) => at(path).setattr(attributes),
    open: at,
    ...(fs.usage !== undefined && { usage: fs.usage.bind(fs) }),
  };
}
