import { Errno } from '../errno.ts';
import { MOUNTS_MAX } from '../limits.ts';
import type { Path } from './file-system.ts';
import type { Mount, MountOptions, MountSpec, Position } from './mount.ts';
import { rootOf, samePath } from './mount.ts';
import type { OwnMount } from './mount-table.ts';
import { MountTable, NO_WORDS, PRIVATE, sharedOptions, sharedPath } from './mount-table.ts';
import { PeerGroups, type PropagationKind } from './propagation.ts';

/** The mounts that a group of processes sees. */
export class MountNamespace {
  /** What `readlink /proc/self/ns/mnt` shows. */
  readonly inode: number;
  readonly #nextId: () => number;
  readonly #mounts = new MountTable();
  #root: OwnMount;
  readonly #groups: PeerGroups;

  /** @param nextId numbers mounts, over all namespaces */
  constructor(inode: number, nextId: () => number, root: MountSpec, groups = new PeerGroups()) {
    this.inode = inode;
    this.#nextId = nextId;
    this.#groups = groups;
    this.#root = this.#add(root, undefined);
  }

  /** The mount of `/`. */
  get root(): Mount {
    return this.#root;
  }

  list(): readonly Mount[] {
    return this.#mounts.list();
  }

  /** A namespace with one mount only, as runc leaves to a container. */
  fresh(inode: number, root: MountSpec): MountNamespace {
    return new MountNamespace(inode, this.#nextId, root, this.#groups);
  }

  /** Mounts on a place; what is mounted there already is covered. Below a shared mount it appears at its peers, too. */
  mount(spec: MountSpec, at: Position): Mount {
    const place = this.cross(at);
    this.#checkRoom(1);
    if (place.mount.propagation.shared === undefined) return this.#add(spec, place);
    const group = spec.propagation?.shared ?? this.#groups.next();
    const receivers = this.#groups.receivers(place.mount, group);
    const mount = this.#add({ ...spec, propagation: { ...spec.propagation, shared: group } }, place);
    for (const { namespace, mount: parent, propagation } of receivers) {
      if (!parent.root.every((name, index) => name === place.path[index])) continue;
      namespace.#add({ ...spec, propagation }, namespace.cross({ mount: parent, path: place.path }));
    }
    return mount;
  }

  /** Shows a file or directory at a second place, with the mounts below it if `recursive`. */
  bind(from: Position, at: Position, { recursive = false, options = {} as MountOptions } = {}): Mount {
    const origin = this.cross(from);
    const { fs, source, fsOptions, propagation } = origin.mount;
    if (propagation.unbindable === true) throw new Errno('EINVAL');
    const inside = recursive ? this.#below(origin) : [];
    this.#checkRoom(inside.length);
    const copy = this.mount(
      { fs, root: origin.path, source, fsOptions, options: { ...origin.mount.options, ...options }, propagation },
      at,
    );
    try {
      for (const child of inside) {
        if (child.propagation.unbindable !== true && child.id !== copy.id && child.at !== undefined)
          this.bind(rootOf(child), { mount: copy, path: child.at.path }, { recursive });
      }
    } catch (error) {
      const own = this.#mounts.get(copy.id);
      if (own !== undefined) this.#withdraw(own);
      throw error;
    }
    return copy;
  }

  remount(mount: Mount, options: MountOptions, fsOptions = mount.fsOptions): void {
    const own = this.#own(mount);
    own.options = { ...own.options, ...options };
    own.fsOptions = fsOptions;
  }

  /** `mount --make-shared` and its like; `recursive` as in `--make-rshared`. */
  propagate(mount: Mount, kind: PropagationKind, { recursive = false } = {}): void {
    const own = this.#own(mount);
    own.propagation = this.#groups.changed(own, kind);
    this.#groups.update({ namespace: this, mount: own });
    if (!recursive) return;
    for (const child of this.#mounts.on(own)) this.propagate(child, kind, { recursive });
  }

  /** `mount --move`. @throws {Errno} EINVAL: no mount, or shared with others; ELOOP: below itself */
  move(from: Position, at: Position): void {
    const { mount, path } = this.cross(from);
    const own = this.#own(mount);
    const target = this.cross(at);
    if (!samePath(path, mount.root) || own.at === undefined) throw new Errno('EINVAL');
    if (own.at.mount.propagation.shared !== undefined) throw new Errno('EINVAL');
    if (this.#isBelow(target, own)) throw new Errno('ELOOP');
    this.#mounts.detach(own);
    own.at = target;
    this.#mounts.attach(own);
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
    if (!lazy && (this.#mounts.on(mount).length > 0 || inUse(mount))) throw new Errno('EBUSY');
    const own = this.#own(mount);
    this.#withdraw(own);
  }

  /** Takes a mount away here and where it appeared because of this one. */
  #withdraw(own: OwnMount): void {
    if (own.at?.mount.propagation.shared !== undefined) {
      for (const { namespace, mount: parent } of this.#groups.receivers(own.at.mount, 0)) {
        const copy = namespace.#mounts.top({ mount: parent, path: own.at.path });
        if (copy?.fs === own.fs) namespace.#remove(copy);
      }
    }
    this.#remove(own);
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
    this.#mounts.detach(top);
    top.at = undefined;
    this.#root = top;
    old.at = putOld;
    this.#mounts.attach(old);
    return top;
  }

  /** What one sees at a place: the root of what is mounted there, or the place itself. */
  cross(place: Position): Position {
    for (let here = place; ;) {
      const top = this.#mounts.top(here);
      if (top === undefined) return here;
      here = rootOf(top);
    }
  }

  isMountPoint(place: Position): boolean {
    return this.#mounts.top(place) !== undefined;
  }

  /** Names of mount points in a directory. */
  mountPointsIn(directory: Position): readonly string[] {
    const { mount, path } = directory;
    const places = this.#mounts.on(mount).flatMap(({ at }) => (at === undefined ? [] : [at.path]));
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
    const mounts = new MountNamespace(inode, this.#nextId, this.#root, this.#groups);
    copies.set(this.#root.id, mounts.#root);
    const translate = ({ mount, path }: Position) => ({ mount: copies.get(mount.id) ?? mounts.#root, path });
    for (const mount of this.#inTreeOrder()) {
      if (mount.at !== undefined) copies.set(mount.id, mounts.#add(mount, translate(mount.at)));
    }
    return { mounts, translate };
  }

  #inTreeOrder(): OwnMount[] {
    const children = (mount: OwnMount): OwnMount[] =>
      this.#mounts.on(mount).flatMap((child) => [child, ...children(child)]);
    return children(this.#root);
  }

  /** @throws {Errno} ENOSPC */
  #checkRoom(more: number): void {
    if (this.#mounts.size + more > MOUNTS_MAX) throw new Errno('ENOSPC');
  }

  #own(mount: Mount): OwnMount {
    const own = this.#mounts.get(mount.id);
    if (own === undefined) throw new Errno('EINVAL');
    return own;
  }

  #add(spec: MountSpec, at: Position | undefined): OwnMount {
    const { fs, root = [], source = fs.type, options = {}, fsOptions = NO_WORDS, propagation = PRIVATE } = spec;
    const mount: OwnMount = {
      id: this.#nextId(),
      fs,
      root: sharedPath(root),
      source,
      options: sharedOptions(options),
      fsOptions: fsOptions.length === 0 ? NO_WORDS : fsOptions,
      propagation,
      at: at && { mount: at.mount, path: sharedPath(at.path) },
    };
    this.#mounts.add(mount);
    this.#groups.update({ namespace: this, mount });
    return mount;
  }

  #remove(mount: OwnMount): void {
    for (const child of this.#mounts.on(mount)) this.#remove(child);
    this.#groups.leave(mount);
    this.#mounts.delete(mount);
  }

  /** Mounts on places of the same mount, at or below a directory of it. */
  #below({ mount, path }: Position): OwnMount[] {
    return this.#mounts
      .on(mount)
      .filter(({ at }) => at !== undefined && path.every((name, index) => name === at.path[index]));
  }

  #isBelow(place: Position, mount: Mount): boolean {
    for (let at: Position | undefined = place; at !== undefined; at = at.mount.at)
      if (at.mount.id === mount.id) return true;
    return false;
  }
}
