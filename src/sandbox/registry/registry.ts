import type { ErrorKind } from '../api/errors.ts';
import type { Reference } from '../api/reference.ts';
import type { ImageConfig } from '../api/types/image.ts';
import type { FrozenTree } from '../kernel/fs/node.ts';

/** What an image runs on. */
export interface ImagePlatform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

export interface Layer {
  /** `sha256:…` of the compressed layer: what `docker pull` counts. */
  readonly digest: string;
  /** `sha256:…` of the uncompressed layer: what RootFS.Layers lists. */
  readonly diffId: string;
  /** Bytes to download. */
  readonly compressedSize: number;
  /** Bytes when unpacked. */
  readonly size: number;
}

/** A line of `docker history`. */
export interface HistoryEntry {
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly createdBy: string;
  readonly comment: string;
  readonly author: string;
  /** It changed metadata only. */
  readonly emptyLayer: boolean;
}

/** An image for one platform, as a registry hands it out. */
export interface Manifest {
  /** `sha256:…` of the manifest, or of the list that it is in: what RepoDigests shows. */
  readonly digest: string;
  /** `sha256:…` of the configuration: the image's id. */
  readonly id: string;
  readonly platform: ImagePlatform;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly author: string;
  readonly comment: string;
  readonly dockerVersion: string;
  readonly config: ImageConfig;
  /** Bottom first. */
  readonly layers: readonly Layer[];
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  /** All files of the image. Made on the first call, the same on each. */
  readonly tree: () => FrozenTree;
}

export interface SearchResult {
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly official: boolean;
}

/** A refusal by a registry, or of the network in between; `message` is what the daemon passes on. */
export class RegistryError extends Error {
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** What the daemon pulls from. */
export interface Registry {
  /** @throws {RegistryError} no such repository, tag, digest or platform; no such host */
  resolve(reference: Reference, platform?: ImagePlatform): Manifest;
  /** @throws {RegistryError} it cannot be reached */
  search(term: string, limit?: number): readonly SearchResult[];
  /** Why a client that asks for itself gets no answer, where the engine has a mirror and the client has none. */
  refuseClient?(): RegistryError;
  /** Why nobody can log in. */
  refuseLogin(): RegistryError;
  /** Why nothing can be pushed; `forbidden` when it was asked. */
  refusePush(reference: Reference): RegistryError;
}

export const AMD64: ImagePlatform = { os: 'linux', architecture: 'amd64' };
