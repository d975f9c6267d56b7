import { type Bytes, EMPTY } from './bytes.ts';
import { Errno } from './errno.ts';
import type { FileSystem, Path, Stat } from './fs/file-system.ts';
import type { NamespaceFile } from './namespace-file.ts';
import type { OpenFile } from './open-file.ts';

const NSFS_DEVICE = 4;

/** A namespace as a file that can be mounted: it stays as long as the mount, as `ip netns add` has it. */
export class NamespaceFileSystem implements FileSystem {
  readonly type = 'nsfs';
  readonly dev = NSFS_DEVICE;
  readonly #file: NamespaceFile;

  constructor(file: NamespaceFile) {
    this.#file = file;
  }

  stat(): Stat {
    const { inode } = this.#file.namespace;
    const own = { uid: 0, gid: 0, size: 0, mtime: 0, nlink: 1, dev: this.dev, blocks: 0 };
    return { type: 'file', mode: 0o444, ino: inode, ...own };
  }

  openLink(): OpenFile {
    return this.#file;
  }

  read(): Bytes {
    return EMPTY;
  }

  readdir(): never {
    throw new Errno('ENOTDIR');
  }

  readlink(): never {
    throw new Errno('EINVAL');
  }

  write(_path: Path): never {
    throw new Errno('EINVAL');
  }

  truncate(): never {
    throw new Errno('EINVAL');
  }

  create(): never {
    throw new Errno('ENOTDIR');
  }

  link(): never {
    throw new Errno('EPERM');
  }

  rename(): never {
    throw new Errno('EPERM');
  }

  remove(): never {
    throw new Errno('EPERM');
  }

  setattr(): never {
    throw new Errno('EPERM');
  }
}
