import type { Bytes } from '../bytes.ts';
import { Errno } from '../errno.ts';
import type { FileSystem, FileType, Path, Stat } from './file-system.ts';
import type { Mount, Position } from './mount.ts';
import { rootOf } from './mount.ts';
import type { MountNamespace } from './mount-namespace.ts';
import type { Access, Credentials } from './permission.ts';
import { mayAccess } from './permission.ts';
import type { Found } from './resolve.ts';
import { placeOf, resolve } from './resolve.ts';

export interface FileViewOptions {
  readonly namespace: MountNamespace;
  /** What `/` is, as seen from the root of the namespace; '/' by default. */
  readonly root?: string;
  /** As seen from `root`; '/' by default. */
  readonly cwd?: string;
  readonly credentials: Credentials;
  /** 0o022 by default. */
  readonly umask?: number;
  /** Called before a path is looked up: /proc/self depends on who asks. */
  readonly onLookup?: (() => void) | undefined;
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

/** What a process can find out about files without changing one. Failures are Errno with the path as written. */
export class FileLookup {
  readonly namespace: MountNamespace;
  readonly credentials: Credentials;
  readonly umask: number;
  readonly rootPlace: Position;
  protected readonly onLookup: (() => void) | undefined;
  #cwdPlace: Position;

  constructor({ namespace, root = '/', cwd = '/', credentials, umask = 0o022, onLookup }: FileViewOptions) {
    this.onLookup = onLookup;
    this.namespace = namespace;
    this.credentials = credentials;
    this.umask = umask;
    this.rootPlace = placeOf(root, namespace, rootOf(namespace.root));
    this.#cwdPlace = placeOf(cwd, namespace, this.rootPlace);
  }

  get cwdPlace(): Position {
    return this.#cwdPlace;
  }

  /** The root directory, as seen from the root of the namespace. */
  get root(): string {
    return `/${this.namespace.pathFrom(rootOf(this.namespace.root), this.rootPlace)?.join('/') ?? ''}`;
  }

  /** The current directory, as seen from the root directory. */
  get cwd(): string {
    return this.absolute(this.#cwdPlace);
  }

  chdir(path: string): void {
    const { mount, path: inside, stat } = this.existing(path, true);
    if (stat.type !== 'directory') throw new Errno('ENOTDIR', path);
    if (!mayAccess(stat, 'x', this.credentials)) throw new Errno('EACCES', path);
    this.#cwdPlace = { mount, path: inside };
  }

  absolute(place: Position): string {
    const names = this.namespace.pathFrom(this.rootPlace, place);
    return names === undefined ? `(unreachable)/${place.path.join('/')}` : `/${names.join('/')}`;
  }

  resolve(path: string, { follow = true } = {}): Location {
    return this.location(this.find(path, follow));
  }

  stat(path: string): Stat {
    return this.#seen(this.existing(path, true).stat);
  }

  lstat(path: string): Stat {
    return this.#seen(this.existing(path, false).stat);
  }

  #seen(stat: Stat): Stat {
    return this.credentials.ids?.seen(stat) ?? stat;
  }

  /** False for a dangling symlink too, and for what lies in a directory that may not be searched. */
  exists(path: string): boolean {
    return this.#quietly(() => this.find(path, true))?.stat !== undefined;
  }

  isDirectory(path: string): boolean {
    return this.#quietly(() => this.find(path, true))?.stat?.type === 'directory';
  }

  /** @throws {Errno} EACCES unless all of the letters r, w, x are allowed; '' asks whether it is there. */
  access(path: string, access: Access): void {
    const { stat, mount } = this.existing(path, true);
    if (!mayAccess(stat, access, this.credentials)) throw new Errno('EACCES', path);
    // A read-only mount guards what it stores; a device, a pipe and a socket are only names there.
    const stored = stat.type === 'file' || stat.type === 'directory' || stat.type === 'symlink';
    if (access.includes('w') && mount.options.ro === true && stored) throw new Errno('EROFS', path);
  }

  realpath(path: string): string {
    return this.absolute(this.existing(path, true));
  }

  readlink(path: string): string {
    const { mount, path: inside } = this.existing(path, false);
    return this.named(path, () => mount.fs.readlink(inside));
  }

  /** Sorted by name, without '.' and '..'. */
  readdir(path: string): DirectoryEntry[] {
    const place = this.existing(path, true);
    if (place.stat.type !== 'directory') throw new Errno('ENOTDIR', path);
    if (!mayAccess(place.stat, 'r', this.credentials)) throw new Errno('EACCES', path);
    return [...place.mount.fs.readdir(place.path)].sort().flatMap((name) => {
      const { mount, path: inside } = this.namespace.cross({ mount: place.mount, path: [...place.path, name] });
      const type = mount.fs.stat(inside)?.type;
      return type === undefined ? [] : [{ name, type }];
    });
  }

  /** Whether all of the letters r, w, x are allowed; false if it isn't there. */
  may(path: string, access: Access): boolean {
    return this.#quietly(() => (this.access(path, access), true)) ?? false;
  }

  readFile(path: string): Bytes {
    const { mount, path: inside } = this.#readable(path);
    return this.named(path, () => mount.fs.read(inside));
  }

  /** The first octets of a file, whatever its size. */
  readHead(path: string, length: number): Bytes {
    const { mount, path: inside } = this.#readable(path);
    return this.named(path, () => mount.fs.read(inside, 0, length));
  }

  #readable(path: string): Found {
    const found = this.existing(path, true);
    if (!mayAccess(found.stat, 'r', this.credentials)) throw new Errno('EACCES', path);
    if (found.stat.type === 'directory') throw new Errno('EISDIR', path);
    if (found.stat.type !== 'file') throw new Errno('ENXIO', path);
    return found;
  }

  protected find(path: string, follow: boolean): Found {
    const { namespace, credentials, rootPlace: root, cwdPlace: cwd } = this;
    this.onLookup?.();
    return resolve(path, { namespace, root, cwd, credentials }, follow);
  }

  protected location(found: Found): Location {
    return { ...found, fs: found.mount.fs, absolute: this.absolute(found) };
  }

  protected located(path: string, found: Found): Location & { stat: Stat } {
    const stat = found.mount.fs.stat(found.path);
    if (stat === undefined) throw new Errno('ENOENT', path);
    return { ...this.location(found), stat };
  }

  protected existing(path: string, follow: boolean): Found & { stat: Stat } {
    const found = this.find(path, follow);
    if (found.stat === undefined) throw new Errno('ENOENT', path);
    return { ...found, stat: found.stat };
  }

  #quietly<T>(ask: () => T): T | undefined {
    try {
      return ask();
    } catch (error) {
      if (error instanceof Errno) return undefined;
      throw error;
    }
  }

  /** Gives failures of the file system the path as written. */
  protected named<T>(path: string, act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw error instanceof Errno && error.path === undefined ? new Errno(error.code, path) : error;
    }
  }
}
