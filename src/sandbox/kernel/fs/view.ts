import type { Bytes } from '../bytes.ts';
import type { ErrnoCode } from '../errno.ts';
import { Errno } from '../errno.ts';
import type { OpenFile } from '../open-file.ts';
import type { Process } from '../process.ts';
import type { Attributes, DeviceNumber, FileHandle, NewNode, Stat } from './file-system.ts';
import { openFile } from './handle.ts';
import type { FileViewOptions, Location } from './lookup.ts';
import { FileLookup } from './lookup.ts';
import type { Position } from './mount.ts';
import { samePath } from './mount.ts';
import { mayAccess, mayChown, mayUnlink, owns } from './permission.ts';
import type { Found } from './resolve.ts';

export type { FileViewOptions, Location } from './lookup.ts';

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
export class FileView extends FileLookup {
  /** Another view; `root` and `cwd` as in FileViewOptions. */
  with(change: Partial<FileViewOptions>): FileView {
    const { namespace, root, cwd, credentials, umask, onLookup } = this;
    return new FileView({ namespace, root, cwd, credentials, umask, onLookup, ...change });
  }

  /** What a link of /proc/PID/fd stands for; undefined for every other path. */
  openLink(path: string, process: Process): OpenFile | undefined {
    const { mount, path: inside, stat } = this.find(path, true);
    const magic = stat?.type === 'symlink' || (stat?.type === 'file' && mount.fs.type === 'nsfs');
    return magic ? mount.fs.openLink?.(inside, process) : undefined;
  }

  /** A regular file that stays open when its name goes. */
  openHandle(path: string, write = false): FileHandle {
    const { fs, path: inside } = this.open(path, { read: !write, write });
    return this.named(path, () => openFile(fs, inside));
  }

  /** Checks and does what open(2) does before there is an open file; the location has a `stat`. */
  open(path: string, { read, write, create, exclusive, truncate, mode = 0o666 }: OpenMode): Location & { stat: Stat } {
    const found = this.find(path, !(create === true && exclusive === true));
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
    if (truncate === true && isFile) this.named(path, () => found.mount.fs.truncate(found.path, 0));
    return this.located(path, found);
  }

  /** Replaces what the file holds. */
  writeFile(path: string, bytes: Bytes, { mode = 0o666 } = {}): void {
    const { fs, path: inside, stat } = this.open(path, { write: true, create: true, truncate: true, mode });
    if (stat.type !== 'file') throw new Errno('ENXIO', path);
    this.named(path, () => fs.write(inside, 0, bytes));
  }

  appendFile(path: string, bytes: Bytes, { mode = 0o666 } = {}): void {
    const { fs, path: inside, stat } = this.open(path, { write: true, create: true, mode });
    if (stat.type !== 'file') throw new Errno('ENXIO', path);
    this.named(path, () => fs.write(inside, stat.size, bytes));
  }

  truncate(path: string, size: number): void {
    const { fs, path: inside } = this.open(path, { write: true });
    this.named(path, () => fs.truncate(inside, size));
  }

  mkdir(path: string, { recursive = false, mode = 0o777 } = {}): void {
    if (recursive) return this.#mkdirs(path, mode);
    const found = this.find(path, false);
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
    const from = this.existing(path, false);
    const found = this.find(to, false);
    if (found.stat !== undefined) throw new Errno('EEXIST', to);
    if (from.stat.type === 'directory') throw new Errno('EPERM', path);
    if (from.mount.id !== found.mount.id) throw new Errno('EXDEV', to);
    this.#parentFor(to, found);
    this.named(to, () => found.mount.fs.link(from.path, found.path));
  }

  unlink(path: string): void {
    const found = this.#removable(path);
    if (found.stat.type === 'directory') throw new Errno('EISDIR', path);
    if (found.slash) throw new Errno('ENOTDIR', path);
    this.named(path, () => found.mount.fs.remove(found.path));
  }

  rmdir(path: string): void {
    if (/(^|\/)\.\/*$/.test(path)) throw new Errno('EINVAL', path);
    if (/(^|\/)\.\.\/*$/.test(path)) throw new Errno('ENOTEMPTY', path);
    const found = this.#removable(path);
    if (found.stat.type !== 'directory') throw new Errno('ENOTDIR', path);
    this.named(path, () => found.mount.fs.remove(found.path));
  }

  rename(path: string, to: string): void {
    const from = this.#removable(path);
    const target = this.find(to, false);
    if (from.last === '.' || from.last === '..' || target.last === '.' || target.last === '..')
      throw new Errno('EBUSY', path);
    if (target.slash && from.stat.type !== 'directory') throw new Errno('ENOTDIR', to);
    const place = samePath(target.path, target.mount.root) ? (target.mount.at ?? target) : target;
    if (from.mount.id !== place.mount.id) throw new Errno('EXDEV', to);
    if (target.stat === undefined) this.#parentFor(to, target);
    else this.#checkRemoval(to, target, target.stat);
    this.named(path, () => from.mount.fs.rename(from.path, target.path));
  }

  chmod(path: string, mode: number): void {
    this.#setattr(path, { mode }, (stat) => owns(stat, this.credentials));
  }

  /** Clears the set-id bits of a file, as Linux does. */
  chown(path: string, { uid, gid, follow = true }: { uid?: number; gid?: number; follow?: boolean }): void {
    const { ids } = this.credentials;
    const user = uid === undefined ? undefined : ids === undefined ? uid : ids.meantUser(uid);
    const group = gid === undefined ? undefined : ids === undefined ? gid : ids.meantGroup(gid);
    if ((uid !== undefined && user === undefined) || (gid !== undefined && group === undefined))
      throw new Errno('EINVAL', path);
    const to = { ...(user !== undefined && { uid: user }), ...(group !== undefined && { gid: group }) };
    const { stat } = this.existing(path, follow);
    const mode = stat.type === 'file' ? { mode: stat.mode & 0o1777 } : {};
    this.#setattr(path, { ...to, ...mode }, () => mayChown(stat, to, this.credentials), follow);
  }

  /** @param mtime milliseconds since the epoch; a time other than now is for the owner only */
  utimes(path: string, mtime: number, { now = false, follow = true } = {}): void {
    const allowed = (stat: Stat) => owns(stat, this.credentials) || (now && mayAccess(stat, 'w', this.credentials));
    this.#setattr(path, { mtime }, allowed, follow, now ? 'EACCES' : 'EPERM');
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
    const found = this.find(path, false);
    if (found.stat !== undefined) throw new Errno('EEXIST', path);
    if (found.slash) throw new Errno('ENOENT', path);
    this.#create(path, found, node);
  }

  #create(path: string, found: Found, node: CreatedNode): Location & { stat: Stat } {
    const parent = this.#parentFor(path, found);
    const inherits = (parent.mode & 0o2000) !== 0;
    const { uid, gid } = this.credentials;
    const mode = node.mode | (inherits && node.type === 'directory' ? 0o2000 : 0);
    this.named(path, () => found.mount.fs.create(found.path, { ...node, mode, uid, gid: inherits ? parent.gid : gid }));
    return this.located(path, found);
  }

  #mkdirs(path: string, mode: number): void {
    const steps = path.split('/');
    for (let count = 1; count <= steps.length; count++) {
      const part = steps.slice(0, count).join('/');
      if (part === '' || this.isDirectory(part)) continue;
      this.mkdir(part, { mode });
    }
  }

  #removable(path: string): Found & { stat: Stat } {
    const found = this.existing(path, false);
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
    const found = this.existing(path, follow);
    this.#writable(path, found);
    if (!allowed(found.stat)) throw new Errno(refusal, path);
    this.named(path, () => found.mount.fs.setattr(found.path, attributes));
  }
}

type CreatedNode = NewNode extends infer Kind ? (Kind extends NewNode ? Omit<Kind, 'uid' | 'gid'> : never) : never;
