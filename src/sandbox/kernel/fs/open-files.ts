import type { Path } from './file-system.ts';
import type { LeafNode } from './node.ts';

interface OpenFile {
  path: Path;
  users: number;
  /** The inode, once its last name is gone. */
  orphan?: LeafNode;
}

/** Which files of a tree are open, so that they outlive their names. */
export class OpenFiles {
  /** Undefined until the first is opened. */
  #files: Map<number, OpenFile> | undefined;

  opened(ino: number, path: Path): void {
    const file = this.#files?.get(ino);
    if (file === undefined) (this.#files ??= new Map()).set(ino, { path, users: 1 });
    else file.users++;
  }

  has(ino: number): boolean {
    return this.#files?.has(ino) ?? false;
  }

  path(ino: number): Path {
    return this.#files?.get(ino)?.path ?? [];
  }

  orphan(ino: number): LeafNode | undefined {
    return this.#files?.get(ino)?.orphan;
  }

  /** Keeps an inode without a name. */
  orphaned(node: LeafNode): void {
    const file = this.#files?.get(node.ino);
    if (file !== undefined) file.orphan = node;
  }

  renamed(from: Path, to: Path): void {
    for (const file of this.#files?.values() ?? []) {
      if (from.every((name, index) => name === file.path[index])) file.path = [...to, ...file.path.slice(from.length)];
    }
  }

  /** @returns the inode to give back, if that was the last user of a removed file. */
  released(ino: number): LeafNode | undefined {
    const file = this.#files?.get(ino);
    if (file === undefined || --file.users > 0) return undefined;
    this.#files?.delete(ino);
    return file.orphan;
  }
}
