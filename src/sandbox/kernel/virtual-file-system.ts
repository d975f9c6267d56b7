import { type Bytes, decode, EMPTY, encode } from './bytes.ts';
import { Errno } from './errno.ts';
import type { Attributes, DeviceNumber, FileHandle, FileSystem, NewNode, Path, Stat } from './fs/file-system.ts';
import type { OpenFile } from './open-file.ts';
import type { Process } from './process.ts';

type Place = ReturnType<NonNullable<FileSystem['jump']>> & {};

interface Meta {
  /** Permission bits; 0o444 of a file, 0o644 of one that can be written, 0o555 of a directory. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly size?: number;
  /** 2 of a directory, 1 of all else. */
  readonly nlink?: number;
}

export interface VirtualFile extends Meta {
  readonly type: 'file';
  read?(): string | Bytes;
  write?(text: string): void;
}

export interface VirtualDirectory extends Meta {
  readonly type: 'directory';
  names(): Iterable<string>;
  find(name: string): VirtualNode | undefined;
  /** mkdir(2) in it. */
  make?(name: string): void;
  /** rmdir(2) in it. */
  remove?(name: string): void;
}

export interface VirtualLink extends Meta {
  readonly type: 'symlink';
  target(): string;
  /** What opening it opens, where that isn't what its text says: /proc/PID/fd/1 is the very open file. */
  open?(process: Process): OpenFile;
  /** Where it leads, where that isn't what its text says: /proc/PID/root. */
  jump?(): Place;
}

export interface VirtualDevice extends Meta {
  readonly type: 'char';
  readonly rdev: DeviceNumber;
}

export type VirtualNode = VirtualFile | VirtualDirectory | VirtualLink | VirtualDevice;

/** A directory of these names. */
export const directory = (entries: Readonly<Record<string, VirtualNode>>, meta: Meta = {}): VirtualDirectory => ({
  ...meta,
  type: 'directory',
  names: () => Object.keys(entries),
  find: (name) => (Object.hasOwn(entries, name) ? entries[name] : undefined),
});

/** A file whose text is made when it is read. */
export const file = (read: () => string | Bytes, meta: Meta = {}): VirtualFile => ({ ...meta, type: 'file', read });

export const symlink = (target: string): VirtualLink => ({ type: 'symlink', target: () => target });

const DEFAULT_MODE = { directory: 0o555, file: 0o444, symlink: 0o777, char: 0o666 };

/** Files that exist only when somebody looks: /proc, /sys, /dev/pts. */
export class VirtualFileSystem implements FileSystem {
  readonly type: string;
  readonly dev: number;
  readonly #root: () => VirtualDirectory;
  readonly #now: () => number;
  /** What chmod and chown have set, by path. */
  #changed: Map<string, Attributes> | undefined;

  /** @param options `root` is made anew for each look: what nobody reads takes no room */
  constructor(options: { type: string; dev: number; root: () => VirtualDirectory; now: () => number }) {
    this.type = options.type;
    this.dev = options.dev;
    this.#root = options.root;
    this.#now = options.now;
  }

  stat(path: Path): Stat | undefined {
    const node = this.#find(path);
    if (node === undefined) return undefined;
    const key = path.join('/');
    const writable = node.type === 'file' && node.write !== undefined ? 0o200 : 0;
    return {
      type: node.type,
      mode: node.mode ?? DEFAULT_MODE[node.type] | writable,
      uid: node.uid ?? 0,
      gid: node.gid ?? 0,
      size: node.size ?? 0,
      mtime: this.#now(),
      ino: inodeOf(key),
      nlink: node.nlink ?? (node.type === 'directory' ? 2 : 1),
      dev: this.dev,
      blocks: 0,
      ...(node.type === 'char' && { rdev: node.rdev }),
      ...this.#changed?.get(key),
    };
  }

  readdir(path: Path): readonly string[] {
    return [...this.#directory(path).names()];
  }

  readlink(path: Path): string {
    const node = this.#get(path);
    if (node.type !== 'symlink') throw new Errno('EINVAL');
    return node.target();
  }

  isMagicLink(path: Path): boolean {
    const node = this.#find(path);
    return node?.type === 'symlink' && node.open !== undefined;
  }

  jump(path: Path): Place | undefined {
    const node = this.#find(path);
    return node?.type === 'symlink' ? node.jump?.() : undefined;
  }

  openLink(path: Path, process: Process): OpenFile | undefined {
    const node = this.#find(path);
    return node?.type === 'symlink' ? node.open?.(process) : undefined;
  }

  read(path: Path, offset = 0, length = Infinity): Bytes {
    return this.#content(path).subarray(offset, offset + length);
  }

  write(path: Path, _offset: number, bytes: Bytes): void {
    const node = this.#get(path);
    if (node.type !== 'file') throw new Errno(node.type === 'directory' ? 'EISDIR' : 'EINVAL');
    if (node.write === undefined) throw new Errno('EIO');
    node.write(decode(bytes));
  }

  truncate(path: Path): void {
    this.#get(path);
  }

  create(path: Path, node: NewNode): void {
    const parent = this.#directory(path.slice(0, -1));
    if (this.#find(path) !== undefined) throw new Errno('EEXIST');
    if (node.type !== 'directory' || parent.make === undefined) {
      throw new Errno(this.type === 'proc' ? 'ENOENT' : node.type === 'file' ? 'EACCES' : 'EPERM');
    }
    parent.make(path.at(-1) ?? '');
  }

  link(): void {
    throw new Errno('EPERM');
  }

  rename(): void {
    throw new Errno('EPERM');
  }

  remove(path: Path): void {
    const parent = this.#directory(path.slice(0, -1));
    this.#get(path);
    if (parent.remove === undefined) throw new Errno('EPERM');
    parent.remove(path.at(-1) ?? '');
  }

  setattr(path: Path, attributes: Attributes): void {
    this.#get(path);
    const key = path.join('/');
    this.#changed ??= new Map();
    this.#changed.set(key, { ...this.#changed.get(key), ...attributes });
  }

  /** Text is made once, when its beginning is read. */
  open(path: Path): FileHandle {
    let seen: Bytes | undefined;
    this.#get(path);
    return {
      stat: () => this.stat(path) ?? notThere(),
      read: (offset = 0, length = Infinity) => {
        if (offset === 0 || seen === undefined) seen = this.#content(path);
        return seen.subarray(offset, offset + length);
      },
      write: (offset, bytes) => this.write(path, offset, bytes),
      truncate: () => undefined,
      setattr: (attributes) => this.setattr(path, attributes),
      release: () => undefined,
    };
  }

  #content(path: Path): Bytes {
    const node = this.#get(path);
    if (node.type === 'directory') throw new Errno('EISDIR');
    if (node.type !== 'file') throw new Errno('EINVAL');
    if (node.read === undefined) throw new Errno('EACCES');
    const content = node.read();
    return typeof content === 'string' ? (content === '' ? EMPTY : encode(content)) : content;
  }

  #find(path: Path): VirtualNode | undefined {
    let node: VirtualNode | undefined = this.#root();
    for (const name of path) node = node?.type === 'directory' ? node.find(name) : undefined;
    return node;
  }

  #get(path: Path): VirtualNode {
    return this.#find(path) ?? notThere();
  }

  #directory(path: Path): VirtualDirectory {
    const node = this.#get(path);
    if (node.type !== 'directory') throw new Errno('ENOTDIR');
    return node;
  }
}

const ROOT_INODE = 1;
const FNV_PRIME = 16_777_619;
const FNV_BASIS = 2_166_136_261;

/** The same number for the same path, without a table of all that was ever looked at: a hash (FNV-1a). */
function inodeOf(key: string): number {
  if (key === '') return ROOT_INODE;
  let hash = FNV_BASIS;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), FNV_PRIME);
  return ROOT_INODE + 1 + (hash >>> 1);
}

function notThere(): never {
  throw new Errno('ENOENT');
}
