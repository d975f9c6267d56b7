import type { Charge, Owner } from './content.ts';
import {
  copyContent,
  newPages,
  ownedBytes,
  PAGE,
  storeContent,
  storedBytes,
  truncateContent,
  writeContent,
} from './content.ts';
import { Errno } from '../errno.ts';
import type { Bytes } from '../bytes.ts';
import { EMPTY } from '../bytes.ts';
import type { Disk } from './disk.ts';
import type { NewNode } from './file-system.ts';
import type { DirectoryNode, FileNode, Node } from './node.ts';

/** What a node takes of the disk, beside its content. */
const NODE_BYTES = 256;

export interface NodeStoreOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A number that no other file of the host has. */
  readonly nextInode: () => number;
  readonly disk: Disk;
  /** Copies of shared directories count as merged ones. */
  readonly layered: boolean;
}

/** Makes, copies and changes the nodes of one writable tree, and accounts for their room. */
export class NodeStore {
  /** Nodes copied so far because they were shared. */
  copied = 0;
  used = 0;
  readonly #options: NodeStoreOptions;
  #owner: Owner = {};
  readonly #charge: Charge = (bytes) => {
    if (bytes > 0) this.#options.disk.take(bytes);
    else this.#options.disk.give(-bytes);
    this.used += bytes;
  };

  constructor(options: NodeStoreOptions) {
    this.#options = options;
  }

  /** From now on all nodes are shared ones. @returns the room that they take */
  share(): number {
    const { used } = this;
    this.#owner = {};
    this.used = 0;
    return used;
  }

  release(): void {
    this.#charge(-this.used);
  }

  directory(mode: number): DirectoryNode {
    return this.create({ type: 'directory', mode, uid: 0, gid: 0 }) as DirectoryNode;
  }

  create(made: NewNode): Node {
    const { mode, uid, gid, mtime = this.#options.now() } = made;
    const meta = { owner: this.#owner, ino: 0, mode, uid, gid, mtime };
    const node = shape(made, meta);
    const { pages } = this.#options.disk;
    if (pages !== undefined && node.type === 'file') {
      if (node.content.pages > pages.capacity - pages.used) throw new Errno('ENOSPC');
      pages.used += node.content.pages;
    }
    this.#charge(NODE_BYTES + (node.type === 'file' ? storedBytes(node.content) : 0));
    return { ...node, ino: this.#options.nextInode() };
  }

  /** The node itself if it is the tree's own, else a copy that may be changed in place. */
  own<Kind extends Node>(node: Kind): Kind {
    if (node.owner === this.#owner) return node;
    this.#charge(NODE_BYTES);
    this.copied++;
    const owner = this.#owner;
    if (node.type === 'directory') {
      return { ...node, owner, names: new Map(node.names), merged: node.merged || this.#options.layered };
    }
    return node.type === 'file' ? { ...node, owner, content: copyContent(node.content) } : { ...node, owner };
  }

  /** Gives back the room of a node that nothing reaches any more. */
  drop(node: Node): void {
    const { pages } = this.#options.disk;
    if (pages !== undefined && node.type === 'file') pages.used -= node.content.pages;
    const own = node.owner === this.#owner ? NODE_BYTES : 0;
    this.#charge(-own - (node.type === 'file' ? ownedBytes(node.content, this.#owner) : 0));
  }

  write(file: FileNode, offset: number, bytes: Bytes): void {
    file.mtime = this.#options.now();
    const { pages } = this.#options.disk;
    if (pages === undefined) return writeContent(file.content, offset, bytes, this.#owner, this.#charge);
    const [first, count] = newPages(file.content, offset, bytes.length);
    const fits = Math.min(count, pages.capacity - pages.used);
    const end = fits < count ? Math.max(0, (first + fits) * PAGE - offset) : bytes.length;
    pages.used += fits;
    writeContent(file.content, offset, bytes.subarray(0, end), this.#owner, this.#charge);
    if (end < bytes.length) throw new Errno('ENOSPC');
  }

  truncate(file: FileNode, size: number): void {
    file.mtime = this.#options.now();
    const { pages } = this.#options.disk;
    const before = file.content.pages;
    truncateContent(file.content, size, this.#owner, this.#charge);
    if (pages !== undefined) pages.used -= before - file.content.pages;
  }
}

function shape(made: NewNode, meta: Omit<FileNode, 'type' | 'content'>): Node {
  switch (made.type) {
    case 'directory':
      return { ...meta, type: made.type, names: new Map(), merged: false };
    case 'file':
      return { ...meta, type: made.type, content: storeContent(made.content ?? EMPTY, meta.owner) };
    case 'symlink':
      return { ...meta, type: made.type, target: made.target };
    case 'char':
    case 'block':
      return { ...meta, type: made.type, rdev: made.rdev };
    default:
      return { ...meta, type: made.type };
  }
}
