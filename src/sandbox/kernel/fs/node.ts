import type { Owner, StoredContent } from './content.ts';
import type { DeviceNumber } from './file-system.ts';

interface Meta {
  readonly owner: Owner;
  readonly ino: number;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  readonly xattrs?: Readonly<Record<string, string>>;
}

export interface FileNode extends Meta {
  readonly type: 'file';
  readonly content: StoredContent;
}

export interface DirectoryNode extends Meta {
  readonly type: 'directory';
  readonly names: Map<string, Entry>;
  /** It was in a lower layer too; overlayfs reports one link for such a directory. */
  readonly merged: boolean;
}

export interface SymlinkNode extends Meta {
  readonly type: 'symlink';
  readonly target: string;
}

export interface SpecialNode extends Meta {
  readonly type: 'char' | 'block' | 'fifo' | 'socket';
  readonly rdev?: DeviceNumber;
}

/** An inode. Whoever is not its owner copies it before a change. */
export type Node = FileNode | DirectoryNode | SymlinkNode | SpecialNode;
export type LeafNode = Exclude<Node, DirectoryNode>;

/** A name of an inode that has, or had, several: the inode is in the tree's table of links. */
export interface LinkEntry {
  readonly type: 'link';
  readonly ino: number;
}
export type Entry = Node | LinkEntry;

export interface Linked {
  readonly node: LeafNode;
  readonly count: number;
}
export type LinkTable = ReadonlyMap<number, Linked>;

/** A tree that no one changes any more; any number of writable trees may start from it. */
export interface FrozenTree {
  readonly root: DirectoryNode;
  readonly links: LinkTable;
  /** Room on the disk that it took over from the tree it was made of. */
  readonly bytes: number;
}

export function nodeOf(entry: Entry, links: LinkTable): Node {
  if (entry.type !== 'link') return entry;
  const linked = links.get(entry.ino);
  if (linked === undefined) throw new Error(`inode ${entry.ino} has names but no node`);
  return linked.node;
}
