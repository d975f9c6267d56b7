import type { Path } from './file-system.ts';
import type { Mount, MountOptions, Position, Propagation } from './mount.ts';
import { formatMountOptions, samePath } from './mount.ts';

/** A mount that its namespace may move and remount. */
export type OwnMount = { -readonly [Key in keyof Mount]: Mount[Key] };

/** With so many mounts on one, what is on a place is looked up by name: a host has thousands, a container ten. */
const MANY = 24;

/** Mounts by the names of their place, and how deep those places are, or were. */
interface PlaceIndex {
  readonly depths: Set<number>;
  readonly byPath: Map<string, OwnMount[]>;
}

/** A short list is made anew, as long as it has to be: one that grows keeps room for half as many again. */
function added(mounts: OwnMount[], index: number, mount: OwnMount): OwnMount[] {
  if (mounts.length <= MANY) return mounts.toSpliced(index, 0, mount);
  mounts.splice(index, 0, mount);
  return mounts;
}

/** What is mounted on the places of one mount, the last of a place on top. */
class Places {
  mounts: OwnMount[] = [];
  #index: PlaceIndex | undefined;

  add(mount: OwnMount, path: Path): void {
    this.mounts = added(this.mounts, this.mounts.length, mount);
    if (this.#index !== undefined) this.#note(mount, path, this.#index);
    else if (this.mounts.length > MANY) {
      this.#index = { depths: new Set(), byPath: new Map() };
      for (const one of this.mounts) if (one.at !== undefined) this.#note(one, one.at.path, this.#index);
    }
  }

  delete(mount: OwnMount, path: Path): void {
    const at = this.mounts.lastIndexOf(mount);
    if (at >= 0) this.mounts.splice(at, 1);
    const key = path.join('/');
    const left = (this.#index?.byPath.get(key) ?? []).filter((other) => other !== mount);
    if (left.length > 0) this.#index?.byPath.set(key, left);
    else this.#index?.byPath.delete(key);
  }

  top(path: Path): OwnMount | undefined {
    if (this.#index === undefined) return this.mounts.findLast(({ at }) => at !== undefined && samePath(at.path, path));
    if (!this.#index.depths.has(path.length)) return undefined; // for most paths there is nothing to look up
    return this.#index.byPath.get(path.join('/'))?.at(-1);
  }

  #note(mount: OwnMount, path: Path, { depths, byPath }: PlaceIndex): void {
    const key = path.join('/');
    depths.add(path.length);
    byPath.set(key, (byPath.get(key) ?? []).concat(mount));
  }
}

/** The mounts of a namespace: by number, and by the place that they are on. */
export class MountTable {
  /** In the order in which they were mounted, which is that of their numbers. */
  #mounts: OwnMount[] = [];
  readonly #places = new Map<number, Places>();

  get size(): number {
    return this.#mounts.length;
  }

  list(): OwnMount[] {
    return this.#mounts.slice();
  }

  get(id: number): OwnMount | undefined {
    const found = this.#mounts[this.#indexOf(id)];
    return found?.id === id ? found : undefined;
  }

  add(mount: OwnMount): void {
    this.#mounts = added(this.#mounts, this.#indexOf(mount.id), mount);
    this.attach(mount);
  }

  delete(mount: OwnMount): void {
    this.detach(mount);
    const index = this.#indexOf(mount.id);
    if (this.#mounts[index] === mount) this.#mounts.splice(index, 1);
  }

  /** Puts it on its place. */
  attach(mount: OwnMount): void {
    if (mount.at === undefined) return;
    const { id } = mount.at.mount;
    let places = this.#places.get(id);
    if (places === undefined) this.#places.set(id, (places = new Places()));
    places.add(mount, mount.at.path);
  }

  /** Takes it from its place. */
  detach(mount: OwnMount): void {
    if (mount.at === undefined) return;
    const places = this.#places.get(mount.at.mount.id);
    places?.delete(mount, mount.at.path);
    if (places?.mounts.length === 0) this.#places.delete(mount.at.mount.id);
  }

  top({ mount, path }: Position): OwnMount | undefined {
    return this.#places.get(mount.id)?.top(path);
  }

  /** Mounts on places of a mount, in the order in which they were mounted. */
  on({ id }: Mount): OwnMount[] {
    return (this.#places.get(id)?.mounts ?? []).toSorted((a, b) => a.id - b.id);
  }

  /** Where a number stands, or would stand. */
  #indexOf(id: number): number {
    let [low, high] = [0, this.#mounts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#mounts[middle]?.id ?? Infinity) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What most mounts have in common is there once: a container has twenty mounts, and they are those of any other. */
export const NO_WORDS: readonly string[] = [];
export const PRIVATE: Propagation = {};
const NOWHERE: Path = [];
const PATHS_MAX = 512;
const paths = new Map<string, Path>();
const options = new Map<string, MountOptions>();

export function sharedPath(path: Path): Path {
  if (path.length === 0) return NOWHERE;
  const key = path.join('/');
  const known = paths.get(key);
  if (known !== undefined) return known;
  if (paths.size < PATHS_MAX && path.length <= 3) paths.set(key, path);
  return path;
}

export function sharedOptions(own: MountOptions): MountOptions {
  const key = formatMountOptions({ options: own, fsOptions: [] });
  const known = options.get(key);
  if (known === undefined) options.set(key, own);
  return known ?? own;
}
