import { Errno } from '../../kernel/errno.ts';
import type { Attributes, FileHandle, FileSystem, NewNode, Path, Stat } from '../../kernel/fs/file-system.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { type VirtualDirectory, VirtualFileSystem } from '../../kernel/virtual-file-system.ts';

/** Where a path below an engine's directory leads: into the files of a container. */
export interface Graft {
  readonly fs: FileSystem;
  readonly path: Path;
  /** Changes go here, if not to `fs`. */
  readonly changes?: FileSystem;
}

export interface EngineDirectoryOptions {
  readonly dev: number;
  readonly now: () => number;
  /** Directories and files that are made of the engine's records. */
  readonly root: VirtualDirectory;
  readonly graft: (path: Path) => Graft | undefined;
}

/**
 * A directory of /var/lib/docker. It takes no room and no time until somebody looks: its files are made of the
 * engine's records then. No list of mounts shows it.
 */
export class EngineDirectory implements FileSystem {
  readonly type = 'ext4';
  readonly hidden = true;
  readonly dev: number;
  readonly #own: VirtualFileSystem;
  readonly #graft: EngineDirectoryOptions['graft'];

  constructor(options: EngineDirectoryOptions) {
    this.dev = options.dev;
    this.#own = new VirtualFileSystem({ ...options, type: this.type, root: () => options.root });
    this.#graft = options.graft;
  }

  stat(path: Path): Stat | undefined {
    const at = this.#graft(path);
    return at === undefined ? this.#own.stat(path) : at.fs.stat(at.path);
  }

  readdir(path: Path): readonly string[] {
    const at = this.#graft(path);
    return at === undefined ? this.#own.readdir(path) : at.fs.readdir(at.path);
  }

  readlink(path: Path): string {
    const at = this.#graft(path);
    return at === undefined ? this.#own.readlink(path) : at.fs.readlink(at.path);
  }

  read(path: Path, offset?: number, length?: number): Bytes {
    const at = this.#graft(path);
    return at === undefined ? this.#own.read(path, offset, length) : at.fs.read(at.path, offset, length);
  }

  extent(path: Path): number {
    const at = this.#graft(path);
    return at?.fs.extent?.(at.path) ?? this.stat(path)?.size ?? 0;
  }

  write(path: Path, offset: number, bytes: Bytes): void {
    const at = this.#graft(path);
    if (at === undefined) this.#own.write(path, offset, bytes);
    else (at.changes ?? at.fs).write(at.path, offset, bytes);
  }

  truncate(path: Path, size: number): void {
    const at = this.#graft(path);
    if (at !== undefined) return (at.changes ?? at.fs).truncate(at.path, size);
    if (size === 0) this.#own.write(path, 0, new Uint8Array());
  }

  create(path: Path, node: NewNode): void {
    const at = this.#changes(path);
    at.fs.create(at.path, node);
  }

  link(from: Path, to: Path): void {
    const [source, target] = [this.#changes(from), this.#changes(to)];
    if (source.fs !== target.fs) throw new Errno('EXDEV');
    source.fs.link(source.path, target.path);
  }

  rename(from: Path, to: Path): void {
    const [source, target] = [this.#changes(from), this.#changes(to)];
    if (source.fs !== target.fs) throw new Errno('EXDEV');
    source.fs.rename(source.path, target.path);
  }

  remove(path: Path): void {
    const at = this.#changes(path);
    at.fs.remove(at.path);
  }

  setattr(path: Path, attributes: Attributes): void {
    const at = this.#graft(path);
    if (at === undefined) this.#own.setattr(path, attributes);
    else (at.changes ?? at.fs).setattr(at.path, attributes);
  }

  open(path: Path): FileHandle {
    if (this.#graft(path) === undefined) return this.#own.open(path);
    return {
      stat: () => {
        const stat = this.stat(path);
        if (stat === undefined) throw new Errno('ENOENT');
        return stat;
      },
      read: (offset, length) => this.read(path, offset, length),
      write: (offset, bytes) => this.write(path, offset, bytes),
      truncate: (size) => this.truncate(path, size),
      setattr: (attributes) => this.setattr(path, attributes),
      release: () => undefined,
    };
  }

  #changes(path: Path): { readonly fs: FileSystem; readonly path: Path } {
    const at = this.#graft(path);
    return at === undefined ? { fs: this.#own, path } : { fs: at.changes ?? at.fs, path: at.path };
  }
}
