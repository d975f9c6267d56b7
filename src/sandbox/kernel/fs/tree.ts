import type { Bytes } from '../bytes.ts';
import { Errno } from '../errno.ts';
import { contentExtent, PAGE, readContent } from './content.ts';
import type { Disk } from './disk.ts';
import type { Attributes, FileHandle, FileSystem, FileSystemUsage, NewNode, Path, Stat } from './file-system.ts';
import type { DirectoryNode, Entry, FileNode, FrozenTree, LeafNode, Linked, LinkTable, Node } from './node.ts';
import { NodeStore } from './node-store.ts';
import { nodeOf } from './node.ts';
import { statOf } from './node-stat.ts';
import { OpenFiles } from './open-files.ts';

export interface TreeOptions {
  /** As in /proc/mounts: overlay, tmpfs, ext4… */
  readonly type: string;
  readonly dev: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A number that no other file of the host has; without it the tree counts its own, after `lastInode`. */
  readonly nextInode?: (() => number) | undefined;
  readonly lastInode?: number;
  readonly disk: Disk;
  /** What it starts from, in O(1). */
  readonly from?: FrozenTree;
  /** Permission bits of a new root directory. */
  readonly mode?: number;
}

/**
 * A writable tree over a frozen one. A change copies the nodes from the root to the changed one, once; all else stays
 * shared. `snapshot` and starting from a snapshot take the same time for any size.
 */
export class TreeFileSystem implements FileSystem {
  readonly type: string;
  readonly dev: number;
  /** The frozen tree it started from: what `diff` compares with. */
  readonly base: FrozenTree | undefined;
  readonly #store: NodeStore;
  #root: DirectoryNode;
  #links: Map<number, Linked>;
  #linksShared = true;
  readonly #open = new OpenFiles();

  constructor(options: TreeOptions) {
    this.#store = new NodeStore(options, options.type === 'overlay');
    this.type = options.type;
    this.dev = options.dev;
    this.base = options.from;
    this.#links = (options.from?.links ?? NO_LINKS) as Map<number, Linked>;
    this.#root = options.from?.root ?? this.#store.directory(options.mode ?? 0o755);
  }

  /** Nodes copied so far because they were shared. */
  get copied(): number {
    return this.#store.copied;
  }

  /** Bytes of the disk that its changes take. */
  get used(): number {
    return this.#store.used;
  }

  /** Freezes what is there now; the snapshot takes over the room. */
  snapshot(): FrozenTree {
    this.#linksShared = true;
    return { root: this.#root, links: this.#links, bytes: this.#store.share() };
  }

  /** What is there now, to compare; it changes with the next write, unlike a snapshot. */
  current(): FrozenTree {
    return { root: this.#root, links: this.#links, bytes: this.#store.used };
  }

  /** Gives its room back to the disk; nobody uses it after that. */
  dispose(): void {
    this.#store.release();
  }

  usage(): FileSystemUsage {
    const { state, pages } = this.#store.disk;
    if (pages !== undefined) {
      const { capacity, used, files = 0, inodes } = pages;
      const total = capacity === Infinity ? 0 : capacity * PAGE;
      return { total, used: used * PAGE, ...(inodes !== undefined && { inodes: { total: inodes, used: files } }) };
    }
    const { used, capacity } = state;
    return { total: capacity, used };
  }

  /** Of a tmpfs: how many pages its files may take. @throws {Errno} EINVAL: they take more already */
  limitPages(capacity: number): void {
    const { pages } = this.#store.disk;
    if (pages === undefined || capacity < pages.used) throw new Errno('EINVAL');
    pages.capacity = capacity;
  }

  /** Of a tmpfs: how many files it may have. @throws {Errno} EINVAL: it has more already */
  limitInodes(count: number | undefined): void {
    const { pages } = this.#store.disk;
    if (pages === undefined || (count ?? Infinity) < (pages.files ?? 0)) throw new Errno('EINVAL');
    pages.inodes = count;
  }

  stat(path: Path): Stat | undefined {
    const node = this.#find(path);
    return node && this.#statOf(node);
  }

  readdir(path: Path): readonly string[] {
    return [...this.#directory(path).names.keys()];
  }

  readlink(path: Path): string {
    const node = this.#get(path);
    if (node.type !== 'symlink') throw new Errno('EINVAL');
    return node.target;
  }

  read(path: Path, offset?: number, length?: number): Bytes {
    return readContent(fileOnly(this.#get(path)).content, offset, length);
  }

  write(path: Path, offset: number, bytes: Bytes): void {
    fileOnly(this.#get(path));
    this.#store.write(fileOnly(this.#own(path)), offset, bytes);
  }

  truncate(path: Path, size: number): void {
    fileOnly(this.#get(path));
    this.#store.truncate(fileOnly(this.#own(path)), size);
  }

  create(path: Path, node: NewNode): void {
    const name = path.at(-1);
    if (name === undefined || this.#find(path) !== undefined) throw new Errno('EEXIST');
    if (node.type === 'symlink' && node.target.length > 4095) throw new Errno('ENAMETOOLONG');
    const parent = this.#ownDirectory(path.slice(0, -1));
    parent.names.set(name, this.#store.create(node));
    parent.mtime = this.#store.now();
  }

  link(from: Path, to: Path): void {
    const node = this.#get(from);
    const name = to.at(-1);
    if (node.type === 'directory') throw new Errno('EPERM');
    if (name === undefined || this.#find(to) !== undefined) throw new Errno('EEXIST');
    const target = this.#ownDirectory(to.slice(0, -1));
    const links = this.#ownLinks();
    const linked = links.get(node.ino);
    const entry: Entry = { type: 'link', ino: node.ino };
    if (linked === undefined) this.#ownDirectory(from.slice(0, -1)).names.set(from.at(-1) ?? '', entry);
    links.set(node.ino, { node, count: (linked?.count ?? 1) + 1 });
    target.names.set(name, entry);
    target.mtime = this.#store.now();
  }

  rename(from: Path, to: Path): void {
    const [name, newName] = [from.at(-1), to.at(-1)];
    if (name === undefined || newName === undefined) throw new Errno('EBUSY');
    const node = this.#get(from);
    const replaced = this.#find(to);
    if (replaced?.ino === node.ino) return;
    if (isBelow(from, to)) throw new Errno('EINVAL');
    if (replaced?.type === 'directory') {
      if (node.type !== 'directory') throw new Errno('EISDIR');
      if (replaced.names.size > 0) throw new Errno('ENOTEMPTY');
    } else if (replaced !== undefined && node.type === 'directory') throw new Errno('ENOTDIR');
    const target = this.#ownDirectory(to.slice(0, -1));
    const source = this.#ownDirectory(from.slice(0, -1));
    if (replaced !== undefined) this.#unlink(target, newName);
    target.names.set(newName, source.names.get(name) as Entry);
    source.names.delete(name);
    source.mtime = target.mtime = this.#store.now();
    this.#open.renamed(from, to);
  }

  remove(path: Path): void {
    const name = path.at(-1);
    if (name === undefined) throw new Errno('EBUSY');
    const node = this.#get(path);
    if (node.type === 'directory' && node.names.size > 0) throw new Errno('ENOTEMPTY');
    const parent = this.#ownDirectory(path.slice(0, -1));
    this.#unlink(parent, name);
    parent.mtime = this.#store.now();
  }

  extent(path: Path): number {
    return contentExtent(fileOnly(this.#get(path)).content);
  }

  setattr(path: Path, attributes: Attributes): void {
    this.#get(path);
    Object.assign(this.#own(path), attributes);
  }

  open(path: Path): FileHandle {
    const { ino } = fileOnly(this.#get(path));
    this.#open.opened(ino, path);
    const current = () =>
      fileOnly(this.#links.get(ino)?.node ?? this.#open.orphan(ino) ?? this.#get(this.#open.path(ino)));
    const own = () => {
      const orphan = this.#open.orphan(ino);
      if (orphan === undefined)
        return fileOnly(this.#links.has(ino) ? this.#ownLinked(ino) : this.#own(this.#open.path(ino)));
      const owned = this.#store.own(orphan);
      this.#open.orphaned(owned);
      return fileOnly(owned);
    };
    return {
      stat: () => ({ ...this.#statOf(current()), ...(this.#open.orphan(ino) !== undefined && { nlink: 0 }) }),
      read: (offset, length) => readContent(current().content, offset, length),
      write: (offset, bytes) => this.#store.write(own(), offset, bytes),
      truncate: (size) => this.#store.truncate(own(), size),
      setattr: (attributes) => void Object.assign(own(), attributes),
      release: () => {
        const orphan = this.#open.released(ino);
        if (orphan !== undefined) this.#store.drop(orphan);
      },
    };
  }

  #find(path: Path): Node | undefined {
    let node: Node = this.#root;
    for (const name of path) {
      const entry: Entry | undefined = node.type === 'directory' ? node.names.get(name) : undefined;
      if (entry === undefined) return undefined;
      node = nodeOf(entry, this.#links);
    }
    return node;
  }

  #get(path: Path): Node {
    const node = this.#find(path);
    if (node === undefined) throw new Errno('ENOENT');
    return node;
  }

  #directory(path: Path): DirectoryNode {
    const node = this.#get(path);
    if (node.type !== 'directory') throw new Errno('ENOTDIR');
    return node;
  }

  /** The directory, its own copy, with all directories above. */
  #ownDirectory(path: Path): DirectoryNode {
    this.#directory(path);
    let node = (this.#root = this.#store.own(this.#root));
    for (const name of path) {
      const child = this.#store.own(node.names.get(name) as DirectoryNode);
      node.names.set(name, child);
      node = child;
    }
    return node;
  }

  /** The node, its own copy, to be changed in place. */
  #own(path: Path): Node {
    const name = path.at(-1);
    if (name === undefined) return (this.#root = this.#store.own(this.#root));
    const parent = this.#ownDirectory(path.slice(0, -1));
    const entry = parent.names.get(name) as Entry;
    if (entry.type === 'link') return this.#ownLinked(entry.ino);
    const node = this.#store.own(entry);
    parent.names.set(name, node);
    return node;
  }

  #ownLinked(ino: number): Node {
    const links = this.#ownLinks();
    const linked = links.get(ino) as Linked;
    const node = this.#store.own(linked.node);
    links.set(ino, { node, count: linked.count });
    return node;
  }

  #ownLinks(): Map<number, Linked> {
    if (this.#linksShared) this.#links = new Map(this.#links);
    this.#linksShared = false;
    return this.#links;
  }

  /** Takes a name out of an own directory; the inode goes with its last name, if no one has it open. */
  #unlink(parent: DirectoryNode, name: string): void {
    const entry = parent.names.get(name) as Entry;
    parent.names.delete(name);
    let gone: Node | undefined = entry.type === 'link' ? undefined : entry;
    if (entry.type === 'link') {
      const links = this.#ownLinks();
      const { node, count } = links.get(entry.ino) as Linked;
      if (count > 1) links.set(entry.ino, { node, count: count - 1 });
      else {
        links.delete(entry.ino);
        gone = node;
      }
    }
    if (gone === undefined) return;
    if (gone.type !== 'directory' && this.#open.has(gone.ino)) this.#open.orphaned(gone as LeafNode);
    else this.#store.drop(gone);
  }

  #statOf(node: Node): Stat {
    return statOf(node, { dev: this.dev, type: this.type, links: this.#links });
  }
}

const NO_LINKS: LinkTable = new Map();

const isBelow = (path: Path, other: Path): boolean =>
  path.length < other.length && path.every((name, index) => name === other[index]);

function fileOnly(node: Node): FileNode {
  if (node.type === 'directory') throw new Errno('EISDIR');
  if (node.type !== 'file') throw new Errno('EINVAL');
  return node;
}
