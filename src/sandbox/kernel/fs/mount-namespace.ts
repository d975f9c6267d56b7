import { Errno } from '../errno.ts';
import type { Path } from './file-system.ts';
import type { Mount, MountOptions, MountSpec, Position, Propagation } from './mount.ts';
import { rootOf, samePath } from './mount.ts';

/** A mount that its namespace may move and remount. */
type OwnMount = { -readonly [Key in keyof Mount]: Mount[Key] };

const placeKey = ({ mount, path }: Position): string => `${mount.id}/${path.join('/')}`;

/** The mounts that a group of processes sees. */
export class MountNamespace {
  /** What `readlink /proc/self/ns/mnt` shows. */
  readonly inode: number;
  readonly #nextId: () => number;
  /** In the order in which they were mounted. */
  readonly #mounts = new Map<number, OwnMount>();
  /** What is mounted on a place, the last on top. */
  readonly #onPlace = new Map<string, OwnMount[]>();
  #root: OwnMount;

  /** @param nextId numbers mounts, over all namespaces */
  constructor(inode: number, nextId: () => number, root: MountSpec) {
    this.inode = inode;
    this.#nextId = nextId;
    this.#root = this.#add(root, undefined);
  }

  /** The mount of `/`. */
  get root(): Mount {
    return this.#root;
  }

  list(): readonly Mount[] {
    return [...this.#mounts.values()];
  }

  /** Mounts on a place; what is mounted there already is covered. */
  mount(spec: MountSpec, at: Position): Mount {
    return this.#add(spec, this.cross(at));
  }

  /** Shows a file or directory at a second place, with the mounts below it if `recursive`. */
  bind(from: Position, at: Position, { recursive = false, options = {} as MountOptions } = {}): Mount {
    const origin = this.cross(from);
    const { fs, source, fsOptions } = origin.mount;
    const copy = this.mount(
      { fs, root: origin.path, source, fsOptions, options: { ...origin.mount.options, ...options } },
      at,
    );
    if (recursive) {
      for (const child of this.#below(origin)) {
        if (child.id !== copy.id && child.at !== undefined)
          this.bind(rootOf(child), { mount: copy, path: child.at.path }, { recursive });
      }
    }
    return copy;
  }

  remount(mount: Mount, options: MountOptions): void {
    const own = this.#own(mount);
    own.options = { ...own.options, ...options };
  }

  propagate(mount: Mount, propagation: Propagation): void {
    this.#own(mount).propagation = propagation;
  }

  /**
   * Takes away what is mounted on top of a place.
   * @param lazy with all that is mounted below
   * @param inUse whether a process has a file or its directory there
   * @throws {Errno} EINVAL if nothing is mounted there, EBUSY if it is in use or something is mounted below.
   */
  umount(at: Position, { lazy = false, inUse = (_mount: Mount): boolean => false } = {}): void {
    const { mount, path } = this.cross(at);
    if (!samePath(path, mount.root)) throw new Errno('EINVAL');
    if (mount.id === this.#root.id) throw new Errno('EBUSY');
    const below = [...this.#mounts.values()].filter((child) => child.at?.mount.id === mount.id);
    if (!lazy && (below.length > 0 || inUse(mount))) throw new Errno('EBUSY');
    this.#remove(this.#own(mount));
  }

  /**
   * Makes a mount the root of the namespace; the old root goes to `putOld`, which is the new root or below it.
   * @throws {Errno} EINVAL if `newRoot` is no mount's root or `putOld` lies elsewhere.
   */
  pivotRoot(newRoot: Position, putOld: Position): Mount {
    const top = this.#own(this.cross(newRoot).mount);
    if (!samePath(this.cross(newRoot).path, top.root) || top.id === this.#root.id) throw new Errno('EINVAL');
    if (!this.#isBelow(putOld, top)) throw new Errno('EINVAL');
    const old = this.#root;
    this.#detach(top);
    top.at = undefined;
    this.#root = top;
    old.at = putOld;
    this.#attach(old);
    return top;
  }

  /** What one sees at a place: the root of what is mounted there, or the place itself. */
  cross(place: Position): Position {
    for (let here = place; ;) {
      const top = this.#onPlace.get(placeKey(here))?.at(-1);
      if (top === undefined) return here;
      here = rootOf(top);
    }
  }

  isMountPoint(place: Position): boolean {
    return this.#onPlace.has(placeKey(place));
  }

  /** Names of mount points in a directory. */
  mountPointsIn(directory: Position): readonly string[] {
    const { mount, path } = directory;
    const places = [...this.#mounts.values()].flatMap(({ at }) => (at?.mount.id === mount.id ? [at.path] : []));
    return places
      .filter((place) => samePath(place.slice(0, -1), path) && place.length > 0)
      .map((place) => place.at(-1) ?? '');
  }

  /** The directory above, or undefined above the first mount. */
  parent({ mount, path }: Position): Position | undefined {
    let place: Position | undefined = { mount, path };
    while (place !== undefined && samePath(place.path, place.mount.root)) place = place.mount.at;
    return place && this.cross({ mount: place.mount, path: place.path.slice(0, -1) });
  }

  /** Names from `root` down to a place; undefined if it isn't below. */
  pathFrom(root: Position, place: Position): Path | undefined {
    const names: string[] = [];
    for (let here: Position | undefined = place; here !== undefined;) {
      const { mount, path }: Position = here;
      const top = mount.id === root.mount.id ? root.path : mount.root;
      const inside = top.every((name, index) => name === path[index]);
      if (inside) names.unshift(...path.slice(top.length));
      if (mount.id === root.mount.id) return inside ? names : undefined;
      here = mount.at;
    }
    return undefined;
  }

  /** A namespace of its own with the same mounts, and where a place of this one is in it. */
  clone(inode: number): { readonly mounts: MountNamespace; readonly translate: (place: Position) => Position } {
    const copies = new Map<number, OwnMount>();
    const mounts = new MountNamespace(inode, this.#nextId, this.#root);
    copies.set(this.#root.id, mounts.#root);
    const translate = ({ mount, path }: Position) => ({ mount: copies.get(mount.id) ?? mounts.#root, path });
    for (const mount of this.#inTreeOrder()) {
      if (mount.at !== undefined) copies.set(mount.id, mounts.#add(mount, translate(mount.at)));
    }
    return { mounts, translate };
  }

  #inTreeOrder(): OwnMount[] {
    const children = (mount: OwnMount): OwnMount[] =>
      [...this.#mounts.values()]
        .filter((child) => child.at?.mount.id === mount.id)
        .flatMap((child) => [child, ...children(child)]);
    return children(this.#root);
  }

  #own(mount: Mount): OwnMount {
    const own = this.#mounts.get(mount.id);
    if (own === undefined) throw new Errno('EINVAL');
    return own;
  }

  #add(spec: MountSpec, at: Position | undefined): OwnMount {
    const { fs, root = [], source = fs.type, options = {}, fsOptions = [], propagation = {} } = spec;
    const mount: OwnMount = { id: this.#nextId(), fs, root, source, options, fsOptions, propagation, at };
    this.#mounts.set(mount.id, mount);
    this.#attach(mount);
    return mount;
  }

  #attach(mount: OwnMount): void {
    if (mount.at === undefined) return;
    const key = placeKey(mount.at);
    this.#onPlace.set(key, [...(this.#onPlace.get(key) ?? []), mount]);
  }

  #detach(mount: OwnMount): void {
    if (mount.at === undefined) return;
    const key = placeKey(mount.at);
    const left = (this.#onPlace.get(key) ?? []).filter((other) => other.id !== mount.id);
    if (left.length > 0) this.#onPlace.set(key, left);
    else this.#onPlace.delete(key);
  }

  #remove(mount: OwnMount): void {
    for (const child of [...this.#mounts.values()]) if (child.at?.mount.id === mount.id) this.#remove(child);
    this.#detach(mount);
    this.#mounts.delete(mount.id);
  }

  /** Mounts on places of the same mount, at or below a directory of it. */
  #below({ mount, path }: Position): OwnMount[] {
    return [...this.#mounts.values()].filter(
      ({ at }) => at?.mount.id === mount.id && path.every((name, index) => name === at.path[index]),
    );
  }

  #isBelow(place: Position, mount: Mount): boolean {
    for (let at: Position | undefined = place; at !== undefined; at = at.mount.at)
      if (at.mount.id === mount.id) return true;
    return false;
  }
}
