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
  /** A number that no other file of the host has; without it the store counts its own, after `lastInode`. */
  readonly nextInode?: (() => number) | undefined;
  readonly lastInode?: number;
  readonly disk: Disk;
}

/** Makes, copies and changes the nodes of one writable tree, and accounts for their room. */
export class NodeStore {
  /** Nodes copied so far because they were shared. */
  copied = 0;
  used = 0;
  readonly disk: Disk;
  readonly now: () => number;
  readonly #nextInode: (() => number) | undefined;
  readonly #layered: boolean;
  #lastInode: number;
  #owner: Owner = {};

  /** @param layered copies of shared directories count as merged ones */
  constructor(options: NodeStoreOptions, layered: boolean) {
    this.disk = options.disk;
    this.now = options.now;
    this.#nextInode = options.nextInode;
    this.#lastInode = options.lastInode ?? 0;
    this.#layered = layered;
  }

  /** Made for each use: of a thousand trees few are being written to. */
  get #charge(): Charge {
    return (bytes) => {
      this.#account(bytes);
    };
  }

  #account(bytes: number): void {
    if (bytes > 0) this.disk.take(bytes);
    else this.disk.give(-bytes);
    this.used += bytes;
  }

  /** From now on all nodes are shared ones. @returns the room that they take */
  share(): number {
    const { used } = this;
    this.#owner = {};
    this.used = 0;
    return used;
  }

  release(): void {
    this.#account(-this.used);
  }

  directory(mode: number): DirectoryNode {
    return this.create({ type: 'directory', mode, uid: 0, gid: 0 }) as DirectoryNode;
  }

  create(made: NewNode): Node {
    const { mode, uid, gid, mtime = this.now() } = made;
    const meta = { owner: this.#owner, ino: 0, mode, uid, gid, mtime };
    const node = shape(made, meta);
    const { pages } = this.disk;
    if (pages !== undefined) {
      const { files = 0 } = pages;
      const taken = node.type === 'file' ? node.content.pages : 0;
      if (taken > pages.capacity - pages.used || files === pages.inodes) throw new Errno('ENOSPC');
      pages.used += taken;
      pages.files = files + 1;
    }
    this.#account(NODE_BYTES + (node.type === 'file' ? storedBytes(node.content) : 0));
    return { ...node, ino: this.#nextInode?.() ?? ++this.#lastInode };
  }

  /** The node itself if it is the tree's own, else a copy that may be changed in place. */
  own<Kind extends Node>(node: Kind): Kind {
    if (node.owner === this.#owner) return node;
    this.#account(NODE_BYTES);
    this.copied++;
    const owner = this.#owner;
    if (node.type === 'directory') {
      return { ...node, owner, names: new Map(node.names), merged: node.merged || this.#layered };
    }
    return node.type === 'file' ? { ...node, owner, content: copyContent(node.content) } : { ...node, owner };
  }

  /** Gives back the room of a node that nothing reaches any more. */
  drop(node: Node): void {
    const { pages } = this.disk;
    if (pages !== undefined) {
      pages.files = (pages.files ?? 0) - 1;
      if (node.type === 'file') pages.used -= node.content.pages;
    }
    const own = node.owner === this.#owner ? NODE_BYTES : 0;
    this.#account(-own - (node.type === 'file' ? ownedBytes(node.content, this.#owner) : 0));
  }

  write(file: FileNode, offset: number, bytes: Bytes): void {
    file.mtime = this.now();
    const { pages } = this.disk;
    if (pages === undefined) return writeContent(file.content, offset, bytes, this.#owner, this.#charge);
    const [first, count] = newPages(file.content, offset, bytes.length);
    const fits = Math.min(count, pages.capacity - pages.used);
    const end = fits < count ? Math.max(0, (first + fits) * PAGE - offset) : bytes.length;
    pages.used += fits;
    writeContent(file.content, offset, bytes.subarray(0, end), this.#owner, this.#charge);
    if (end < bytes.length) throw new Errno('ENOSPC');
  }

  truncate(file: FileNode, size: number): void {
    file.mtime = this.now();
    const { pages } = this.disk;
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
