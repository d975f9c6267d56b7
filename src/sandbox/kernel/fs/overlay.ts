import { type Bytes } from '../bytes.ts';
import { Errno } from '../errno.ts';
import type { FileSystemUsage, Attributes, FileHandle, FileSystem, NewNode, Path, Stat } from './file-system.ts';
import { openFile } from './handle.ts';

/** A directory of some file system. */
export interface Layer {
  readonly fs: FileSystem;
  readonly path: Path;
}

/** Says that a directory of the upper layer hides those below. @see linux Documentation/filesystems/overlayfs.rst */
export const OPAQUE = 'trusted.overlay.opaque';

const WHITEOUT = { type: 'char', rdev: { major: 0, minor: 0 }, mode: 0, uid: 0, gid: 0 } as const;

export const isWhiteout = ({ type, rdev }: Stat): boolean => type === 'char' && rdev?.major === 0 && rdev.minor === 0;

const statIn = ({ fs, path }: Layer): Stat | undefined => fs.stat(path);
const below = ({ fs, path }: Layer, name: string): Layer => ({ fs, path: [...path, name] });

/** Directories laid over each other: what is read comes from the topmost that has it, what is written goes to `upper`. */
export class OverlayFileSystem implements FileSystem {
  readonly type = 'overlay';
  readonly dev: number;
  readonly #upper: Layer | undefined;
  readonly #lower: readonly Layer[];

  /** @param lower topmost first */
  constructor(options: { dev: number; lower: readonly Layer[]; upper: Layer | undefined }) {
    this.dev = options.dev;
    this.#upper = options.upper;
    this.#lower = options.lower;
  }

  stat(path: Path): Stat | undefined {
    const layers = this.#find(path);
    const [top] = layers;
    const stat = top && statIn(top);
    if (stat === undefined) return undefined;
    const { xattrs: _hidden, ...seen } = stat;
    const merged = stat.type === 'directory' && layers.length > 1;
    return { ...seen, dev: this.dev, nlink: merged ? 1 : stat.nlink };
  }

  readdir(path: Path): readonly string[] {
    const names = new Set<string>();
    const gone = new Set<string>();
    for (const layer of this.#directory(path)) {
      for (const name of layer.fs.readdir(layer.path)) {
        const stat = statIn(below(layer, name));
        if (stat !== undefined && isWhiteout(stat)) gone.add(name);
        else if (!gone.has(name)) names.add(name);
      }
      for (const name of names) gone.add(name);
    }
    return [...names];
  }

  readlink(path: Path): string {
    const top = this.#get(path);
    return top.fs.readlink(top.path);
  }

  read(path: Path, offset?: number, length?: number): Bytes {
    const top = this.#get(path);
    return top.fs.read(top.path, offset, length);
  }

  extent(path: Path): number {
    const top = this.#get(path);
    return top.fs.extent?.(top.path) ?? top.fs.stat(top.path)?.size ?? 0;
  }

  write(path: Path, offset: number, bytes: Bytes): void {
    const { fs, path: inside } = this.#copyUp(path);
    fs.write(inside, offset, bytes);
  }

  truncate(path: Path, size: number): void {
    const { fs, path: inside } = this.#copyUp(path);
    fs.truncate(inside, size);
  }

  create(path: Path, node: NewNode): void {
    if (this.stat(path) !== undefined) throw new Errno('EEXIST');
    const hides = this.#isInLower(path);
    const place = this.#placeFor(path);
    place.fs.create(place.path, node);
    if (hides && node.type === 'directory') place.fs.setattr(place.path, { xattrs: { [OPAQUE]: 'y' } });
  }

  link(from: Path, to: Path): void {
    if (this.stat(to) !== undefined) throw new Errno('EEXIST');
    const original = this.#copyUp(from);
    const place = this.#placeFor(to);
    place.fs.link(original.path, place.path);
  }

  /** A directory that is in a lower layer can't be renamed: EXDEV, whereupon mv(1) copies it. */
  rename(from: Path, to: Path): void {
    const stat = this.stat(from);
    if (stat === undefined) throw new Errno('ENOENT');
    const layers = this.#find(from);
    const isDirectory = stat.type === 'directory';
    if (isDirectory && (layers.length > 1 || !this.#isUpper(layers[0]))) throw new Errno('EXDEV');
    const replaced = this.stat(to);
    if (replaced !== undefined) {
      if (replaced.type === 'directory' && !isDirectory) throw new Errno('EISDIR');
      if (replaced.type !== 'directory' && isDirectory) throw new Errno('ENOTDIR');
      this.remove(to);
    }
    const source = this.#copyUp(from);
    const leavesHole = this.#isInLower(from);
    const hides = this.#isInLower(to);
    const place = this.#placeFor(to);
    place.fs.rename(source.path, place.path);
    if (hides && isDirectory) place.fs.setattr(place.path, { xattrs: { [OPAQUE]: 'y' } });
    if (leavesHole) place.fs.create(source.path, WHITEOUT);
  }

  remove(path: Path): void {
    const layers = this.#find(path);
    const [top] = layers;
    if (top === undefined) throw new Errno('ENOENT');
    if (path.length === 0) throw new Errno('EBUSY');
    if (statIn(top)?.type === 'directory' && this.readdir(path).length > 0) throw new Errno('ENOTEMPTY');
    const parent = this.#copyUp(path.slice(0, -1));
    const hole = this.#isInLower(path);
    const own = below(parent, path.at(-1) ?? '');
    const ownStat = statIn(own);
    if (ownStat?.type === 'directory') for (const name of own.fs.readdir(own.path)) own.fs.remove([...own.path, name]);
    if (ownStat !== undefined) own.fs.remove(own.path);
    if (hole) own.fs.create(own.path, WHITEOUT);
  }

  setattr(path: Path, attributes: Attributes): void {
    const { fs, path: inside } = this.#copyUp(path);
    fs.setattr(inside, attributes);
  }

  usage(): FileSystemUsage {
    const { fs } = this.#upper ?? (this.#lower[0] as Layer);
    return fs.usage?.() ?? { total: 0, used: 0 };
  }

  /** What is only read stays the lower layer's file; the first write copies it up. */
  open(path: Path): FileHandle {
    const top = this.#get(path);
    let handle = openFile(top.fs, top.path);
    let own = this.#isUpper(top);
    const writable = () => {
      if (own) return handle;
      const copy = this.#copyUp(path);
      handle.release();
      handle = openFile(copy.fs, copy.path);
      own = true;
      return handle;
    };
    return {
      stat: () => ({ ...handle.stat(), dev: this.dev }),
      read: (offset, length) => handle.read(offset, length),
      write: (offset, bytes) => writable().write(offset, bytes),
      truncate: (size) => writable().truncate(size),
      setattr: (attributes) => writable().setattr(attributes),
      release: () => handle.release(),
    };
  }

  #isUpper(layer: Layer | undefined): boolean {
    return this.#upper !== undefined && layer?.fs === this.#upper.fs && startsWith(layer.path, this.#upper.path);
  }

  /** Where a path lies: the topmost file, or all directories that make up a merged one. */
  #find(path: Path): Layer[] {
    let layers = [...(this.#upper === undefined ? [] : [this.#upper]), ...this.#lower];
    for (const name of path) layers = this.#step(layers, name);
    return layers;
  }

  #step(directories: readonly Layer[], name: string): Layer[] {
    const found: Layer[] = [];
    for (const directory of directories) {
      const here = below(directory, name);
      const stat = statIn(directory)?.type === 'directory' ? statIn(here) : undefined;
      if (stat === undefined) continue;
      if (stat.type !== 'directory') return found.length > 0 || isWhiteout(stat) ? found : [here];
      found.push(here);
      if (stat.xattrs?.[OPAQUE] === 'y') break;
    }
    return found;
  }

  #get(path: Path): Layer {
    const [top] = this.#find(path);
    if (top === undefined) throw new Errno('ENOENT');
    return top;
  }

  #directory(path: Path): Layer[] {
    const layers = this.#find(path);
    const stat = layers[0] && statIn(layers[0]);
    if (stat === undefined) throw new Errno('ENOENT');
    if (stat.type !== 'directory') throw new Errno('ENOTDIR');
    return layers;
  }

  /** Whether a name would be seen if it were not in the upper layer. */
  #isInLower(path: Path): boolean {
    const parents = this.#find(path.slice(0, -1)).filter((layer) => !this.#isUpper(layer));
    return this.#step(parents, path.at(-1) ?? '').length > 0;
  }

  /** A free name in the upper layer; a whiteout gives way. */
  #placeFor(path: Path): Layer {
    const place = below(this.#copyUp(path.slice(0, -1)), path.at(-1) ?? '');
    if (statIn(place) !== undefined) place.fs.remove(place.path);
    return place;
  }

  /** The file or directory in the upper layer, copied there with the directories above if need be. */
  #copyUp(path: Path): Layer {
    if (this.#upper === undefined) throw new Errno('EROFS');
    const top = this.#get(path);
    if (this.#isUpper(top)) return top;
    const target = below(this.#copyUp(path.slice(0, -1)), path.at(-1) ?? '');
    target.fs.create(target.path, copyOf(top));
    return target;
  }
}

const startsWith = (path: Path, start: Path): boolean => start.every((name, index) => name === path[index]);

function copyOf({ fs, path }: Layer): NewNode {
  const stat = fs.stat(path);
  if (stat === undefined) throw new Errno('ENOENT');
  const { type, mode, uid, gid, mtime, size } = stat;
  const meta = { mode, uid, gid, mtime };
  switch (type) {
    case 'file': {
      const extent = Math.min(size, fs.extent?.(path) ?? size);
      const head = fs.read(path, 0, extent);
      return { ...meta, type, content: extent < size ? { size, head } : head };
    }
    case 'symlink':
      return { ...meta, type, target: fs.readlink(path) };
    case 'char':
    case 'block':
      return { ...meta, type, rdev: stat.rdev ?? WHITEOUT.rdev };
    default:
      return { ...meta, type };
  }
}
