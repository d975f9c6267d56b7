import type { Bytes } from '../bytes.ts';
import type { ErrnoCode } from '../errno.ts';
import { Errno } from '../errno.ts';
import type { Attributes, DeviceNumber, FileSystem, FileType, NewNode, Path, Stat } from './file-system.ts';
import type { MountNamespace } from './mount-namespace.ts';
import type { Mount, Position } from './mount.ts';
import { rootOf, samePath } from './mount.ts';
import type { Access, Credentials } from './permission.ts';
import { mayAccess, mayChown, mayUnlink, owns } from './permission.ts';
import type { Found } from './resolve.ts';
import { resolve } from './resolve.ts';

export interface FileViewOptions {
  readonly mounts: MountNamespace;
  /** What `/` is; the root of the namespace by default. */
  readonly root?: Position;
  /** The root by default. */
  readonly cwd?: Position;
  readonly credentials: Credentials;
  /** 0o022 by default. */
  readonly umask?: number;
  /** Of the process, numbered as the first PID namespace does. */
  readonly pid?: number;
}

/** A path that is resolved. */
export interface Location extends Position {
  readonly mount: Mount;
  readonly fs: FileSystem;
  readonly path: Path;
  /** As seen from the root directory, without symlinks. */
  readonly absolute: string;
  /** Undefined: no such file, in a directory that is there. */
  readonly stat: Stat | undefined;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly type: FileType;
}

export interface OpenMode {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly create?: boolean;
  /** With `create`: EEXIST if it is there. */
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
  /** Permission bits of a new file, before the umask; 0o666 by default. */
  readonly mode?: number;
}

/** The files as one process sees them. Paths are as a program writes them; failures are Errno with that path. */
export class FileView {
  mounts: MountNamespace;
  root: Position;
  cwd: Position;
  credentials: Credentials;
  umask: number;
  pid: number;

  constructor({
    mounts,
    root = rootOf(mounts.root),
    cwd = root,
    credentials,
    umask = 0o022,
    pid = 0,
  }: FileViewOptions) {
    this.mounts = mounts;
    this.root = root;
    this.cwd = cwd;
    this.credentials = credentials;
    this.umask = umask;
    this.pid = pid;
  }

  /** What a child process gets. */
  clone(): FileView {
    return new FileView(this);
  }

  /** The current directory as text. */
  get cwdPath(): string {
    return this.absolute(this.cwd);
  }

  absolute(place: Position): string {
    const names = this.mounts.pathFrom(this.root, place);
    return names === undefined ? `(unreachable)/${place.path.join('/')}` : `/${names.join('/')}`;
  }

  resolve(path: string, { follow = true } = {}): Location {
    return this.#location(resolve(path, this, follow));
  }

  stat(path: string): Stat {
    return this.#existing(path, true).stat;
  }

  lstat(path: string): Stat {
    return this.#existing(path, false).stat;
  }

  /** False for a dangling symlink too, and for what lies in a directory that may not be searched. */
  exists(path: string): boolean {
    return this.#quietly(path) !== undefined;
  }

  isDirectory(path: string): boolean {
    return this.#quietly(path)?.type === 'directory';
  }

  /** @throws {Errno} EACCES unless all of the letters r, w, x are allowed; '' asks whether it is there. */
  access(path: string, access: Access): void {
    const { stat, mount } = this.#existing(path, true);
    if (!mayAccess(stat, access, this.credentials)) throw new Errno('EACCES', path);
    if (access.includes('w') && mount.options.ro === true && stat.type !== 'char') throw new Errno('EROFS', path);
  }

  realpath(path: string): string {
    return this.absolute(this.#existing(path, true));
  }

  readlink(path: string): string {
    const { mount, path: inside } = this.#existing(path, false);
    return this.#named(path, () => mount.fs.readlink(inside, this.pid));
  }

  /** Sorted by name, without '.' and '..'. */
  readdir(path: string): DirectoryEntry[] {
    const place = this.#existing(path, true);
    if (place.stat.type !== 'directory') throw new Errno('ENOTDIR', path);
    if (!mayAccess(place.stat, 'r', this.credentials)) throw new Errno('EACCES', path);
    return [...place.mount.fs.readdir(place.path)].sort().flatMap((name) => {
      const { mount, path: inside } = this.mounts.cross({ mount: place.mount, path: [...place.path, name] });
      const type = mount.fs.stat(inside)?.type;
      return type === undefined ? [] : [{ name, type }];
    });
  }

  /** Checks and does what open(2) does before there is an open file; the location has a `stat`. */
  open(path: string, { read, write, create, exclusive, truncate, mode = 0o666 }: OpenMode): Location & { stat: Stat } {
    const found = resolve(path, this, !(create === true && exclusive === true));
    if (found.stat === undefined) {
      if (create !== true) throw new Errno('ENOENT', path);
      if (found.slash) throw new Errno('EISDIR', path);
      return this.#create(path, found, { type: 'file', mode: mode & ~this.umask });
    }
    if (create === true && exclusive === true) throw new Errno('EEXIST', path);
    const changes = write === true || truncate === true;
    const isFile = found.stat.type === 'file';
    if (found.stat.type === 'directory' && (changes || create === true)) throw new Errno('EISDIR', path);
    if (!mayAccess(found.stat, `${read === true ? 'r' : ''}${changes ? 'w' : ''}`, this.credentials))
      throw new Errno('EACCES', path);
    if (changes && isFile) this.#writable(path, found);
    if (truncate === true && isFile) this.#named(path, () => found.mount.fs.truncate(found.path, 0));
    return this.#located(path, found);
  }

  readFile(path: string): Bytes {
    const { fs, path: inside, stat } = this.open(path, { read: true });
    if (stat.type === 'directory') throw new Errno('EISDIR', path);
    if (stat.type !== 'file') throw new Errno('ENXIO', path);
    return this.#named(path, () => fs.read(inside));
  }

  /** Replaces what the file holds. */
  writeFile(path: string, bytes: Bytes, { mode = 0o666 } = {}): void {
    const { fs, path: inside, stat } = this.open(path, { write: true, create: true, truncate: true, mode });
    if (stat.type !== 'file') throw new Errno('ENXIO', path);
    this.#named(path, () => fs.write(inside, 0, bytes));
  }

  appendFile(path: string, bytes: Bytes, { mode = 0o666 } = {}): void {
    const { fs, path: inside, stat } = this.open(path, { write: true, create: true, mode });
    if (stat.type !== 'file') throw new Errno('ENXIO', path);
    this.#named(path, () => fs.write(inside, stat.size, bytes));
  }

  truncate(path: string, size: number): void {
    const { fs, path: inside } = this.open(path, { write: true });
    this.#named(path, () => fs.truncate(inside, size));
  }

  mkdir(path: string, { recursive = false, mode = 0o777 } = {}): void {
    if (recursive) return this.#mkdirs(path, mode);
    const found = resolve(path, this, false);
    if (found.stat !== undefined) throw new Errno('EEXIST', path);
    this.#create(path, found, { type: 'directory', mode: mode & ~this.umask });
  }

  symlink(target: string, path: string): void {
    this.#createNew(path, { type: 'symlink', target, mode: 0o777 });
  }

  mknod(
    path: string,
    node: { type: 'char' | 'block'; rdev: DeviceNumber } | { type: 'fifo' | 'socket' },
    mode = 0o666,
  ): void {
    const device = node.type === 'char' || node.type === 'block';
    if (device && !this.credentials.capabilities.has('CAP_MKNOD')) throw new Errno('EPERM', path);
    this.#createNew(path, { ...node, mode: mode & ~this.umask });
  }

  /** Gives a file a second name; a symlink is not followed. */
  link(path: string, to: string): void {
    const from = this.#existing(path, false);
    const found = resolve(to, this, false);
    if (found.stat !== undefined) throw new Errno('EEXIST', to);
    if (from.stat.type === 'directory') throw new Errno('EPERM', path);
    if (from.mount.id !== found.mount.id) throw new Errno('EXDEV', to);
    this.#parentFor(to, found);
    this.#named(to, () => found.mount.fs.link(from.path, found.path));
  }

  unlink(path: string): void {
    const found = this.#removable(path);
    if (found.stat.type === 'directory') throw new Errno('EISDIR', path);
    if (found.slash) throw new Errno('ENOTDIR', path);
    this.#named(path, () => found.mount.fs.remove(found.path));
  }

  rmdir(path: string): void {
    if (/(^|\/)\.\/*$/.test(path)) throw new Errno('EINVAL', path);
    if (/(^|\/)\.\.\/*$/.test(path)) throw new Errno('ENOTEMPTY', path);
    const found = this.#removable(path);
    if (found.stat.type !== 'directory') throw new Errno('ENOTDIR', path);
    this.#named(path, () => found.mount.fs.remove(found.path));
  }

  rename(path: string, to: string): void {
    const from = this.#removable(path);
    const target = resolve(to, this, false);
    if (from.last === '.' || from.last === '..' || target.last === '.' || target.last === '..')
      throw new Errno('EBUSY', path);
    if (target.slash && from.stat.type !== 'directory') throw new Errno('ENOTDIR', to);
    if (from.mount.id !== target.mount.id) throw new Errno('EXDEV', to);
    if (target.stat === undefined) this.#parentFor(to, target);
    else this.#checkRemoval(to, target, target.stat);
    this.#named(path, () => from.mount.fs.rename(from.path, target.path));
  }

  chmod(path: string, mode: number): void {
    this.#setattr(path, { mode }, (stat) => owns(stat, this.credentials));
  }

  /** Clears the set-id bits of a file, as Linux does. */
  chown(path: string, { uid, gid, follow = true }: { uid?: number; gid?: number; follow?: boolean }): void {
    const to = { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) };
    const { stat } = this.#existing(path, follow);
    const mode = stat.type === 'file' ? { mode: stat.mode & 0o1777 } : {};
    this.#setattr(path, { ...to, ...mode }, () => mayChown(stat, to, this.credentials), follow);
  }

  /** @param mtime milliseconds since the epoch; a time other than now is for the owner only */
  utimes(path: string, mtime: number, { now = false, follow = true } = {}): void {
    const allowed = (stat: Stat) => owns(stat, this.credentials) || (now && mayAccess(stat, 'w', this.credentials));
    this.#setattr(path, { mtime }, allowed, follow, now ? 'EACCES' : 'EPERM');
  }

  chdir(path: string): void {
    this.cwd = this.#searchable(path);
  }

  chroot(path: string): void {
    const place = this.#searchable(path);
    if (!this.credentials.capabilities.has('CAP_SYS_CHROOT')) throw new Errno('EPERM', path);
    this.root = place;
  }

  /** Bytes of the file system that a path is on. */
  statfs(path: string): { readonly total: number; readonly used: number } {
    return this.#existing(path, true).mount.fs.usage?.() ?? { total: 0, used: 0 };
  }

  #searchable(path: string): Position {
    const { mount, path: inside, stat } = this.#existing(path, true);
    if (stat.type !== 'directory') throw new Errno('ENOTDIR', path);
    if (!mayAccess(stat, 'x', this.credentials)) throw new Errno('EACCES', path);
    return { mount, path: inside };
  }

  #location(found: Found): Location {
    return { ...found, fs: found.mount.fs, absolute: this.absolute(found) };
  }

  #located(path: string, found: Found): Location & { stat: Stat } {
    const stat = found.mount.fs.stat(found.path);
    if (stat === undefined) throw new Errno('ENOENT', path);
    return { ...this.#location(found), stat };
  }

  #existing(path: string, follow: boolean): Found & { stat: Stat } {
    const found = resolve(path, this, follow);
    if (found.stat === undefined) throw new Errno('ENOENT', path);
    return { ...found, stat: found.stat };
  }

  #quietly(path: string): Stat | undefined {
    try {
      return resolve(path, this, true).stat;
    } catch (error) {
      if (error instanceof Errno) return undefined;
      throw error;
    }
  }

  /** Gives failures of the file system the path as written. */
  #named<T>(path: string, act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw error instanceof Errno && error.path === undefined ? new Errno(error.code, path) : error;
    }
  }

  #writable(path: string, { mount }: Position): void {
    if (mount.options.ro === true) throw new Errno('EROFS', path);
  }

  /** The directory of a name that is to be made or removed. */
  #parentFor(path: string, place: Position): Stat {
    this.#writable(path, place);
    const parent = place.mount.fs.stat(place.path.slice(0, -1));
    if (parent === undefined) throw new Errno('ENOENT', path);
    if (!mayAccess(parent, 'wx', this.credentials)) throw new Errno('EACCES', path);
    return parent;
  }

  #createNew(path: string, node: CreatedNode): void {
    const found = resolve(path, this, false);
    if (found.stat !== undefined) throw new Errno('EEXIST', path);
    if (found.slash) throw new Errno('ENOENT', path);
    this.#create(path, found, node);
  }

  #create(path: string, found: Found, node: CreatedNode): Location & { stat: Stat } {
    const parent = this.#parentFor(path, found);
    const inherits = (parent.mode & 0o2000) !== 0;
    const { uid, gid } = this.credentials;
    const mode = node.mode | (inherits && node.type === 'directory' ? 0o2000 : 0);
    this.#named(path, () =>
      found.mount.fs.create(found.path, { ...node, mode, uid, gid: inherits ? parent.gid : gid }),
    );
    return this.#located(path, found);
  }

  #mkdirs(path: string, mode: number): void {
    const steps = path.split('/');
    for (let count = 1; count <= steps.length; count++) {
      const part = steps.slice(0, count).join('/');
      if (part === '' || this.#quietly(part)?.type === 'directory') continue;
      this.mkdir(part, { mode });
    }
  }

  #removable(path: string): Found & { stat: Stat } {
    const found = this.#existing(path, false);
    this.#checkRemoval(path, found, found.stat);
    return found;
  }

  #checkRemoval(path: string, place: Position, stat: Stat): void {
    if (samePath(place.path, place.mount.root)) throw new Errno('EBUSY', path);
    const parent = this.#parentFor(path, place);
    if (!mayUnlink(parent, stat, this.credentials)) throw new Errno('EPERM', path);
  }

  #setattr(
    path: string,
    attributes: Attributes,
    allowed: (stat: Stat) => boolean,
    follow = true,
    refusal: ErrnoCode = 'EPERM',
  ): void {
    const found = this.#existing(path, follow);
    this.#writable(path, found);
    if (!allowed(found.stat)) throw new Errno(refusal, path);
    this.#named(path, () => found.mount.fs.setattr(found.path, attributes));
  }
}

type CreatedNode = NewNode extends infer Kind ? (Kind extends NewNode ? Omit<Kind, 'uid' | 'gid'> : never) : never;
