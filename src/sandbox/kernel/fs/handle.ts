import type { FileHandle, FileSystem, Path } from './file-system.ts';
import { Errno } from '../errno.ts';

/** Opens a file that is there; on file systems whose files are never removed, the path serves as the handle. */
export function openFile(fs: FileSystem, path: Path): FileHandle {
  if (fs.open !== undefined) return fs.open(path);
  const stat = () => {
    const found = fs.stat(path);
    if (found === undefined) throw new Errno('ENOENT');
    return found;
  };
  stat();
  return {
    stat,
    read: (offset, length) => fs.read(path, offset, length),
    write: (offset, bytes) => fs.write(path, offset, bytes),
    truncate: (size) => fs.truncate(path, size),
    setattr: (attributes) => fs.setattr(path, attributes),
    release: () => undefined,
  };
}
