import type { Bytes } from '../../kernel/bytes.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import { sha256 } from '../../kernel/sha256.ts';

/** A blob as others refer to it. @see opencontainers/image-spec descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

interface Blob {
  readonly content: Bytes;
  /** Milliseconds. */
  readonly mtime: number;
}

export const BLOBS = 'blobs/sha256/';
export const blobPath = ({ digest }: Descriptor): string => digest.replace('sha256:', BLOBS);

/** Blobs of an archive, each once, called by the SHA-256 of its content: `sha256sum` says the same. */
export class Blobs {
  readonly #byPath = new Map<string, Blob>();

  add(mediaType: string, content: Bytes, mtime: number): Descriptor {
    const descriptor = { mediaType, digest: `sha256:${sha256(content)}`, size: content.length };
    const path = blobPath(descriptor);
    if (!this.#byPath.has(path)) this.#byPath.set(path, { content, mtime });
    return descriptor;
  }

  sorted(): readonly (readonly [path: string, blob: Blob])[] {
    return [...this.#byPath].sort(byKey);
  }
}

export const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const owned = { uid: 0, gid: 0 };

export const file = (path: string, content: Bytes, mtime = 0): TarEntry => ({
  path,
  type: 'file',
  mode: 0o644,
  ...owned,
  mtime,
  content,
});

export const directory = (path: string, mtime: number): TarEntry => ({
  path,
  type: 'directory',
  mode: 0o755,
  ...owned,
  mtime,
});
