import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { TreeFileSystem } from '../../kernel/fs/tree.ts';
import type { LayerRecord } from '../state.ts';
import type { BuildMaterial, BuildRecord } from '../../api/types/build.ts';
import type { BaseImage } from './base-image.ts';

/** The result of a step that a later build may take. */
export interface CacheRecord {
  /** 25 letters and digits. */
  readonly id: string;
  readonly key: string;
  readonly parents: readonly string[];
  readonly kind: 'regular' | 'source.local' | 'exec.cachemount';
  readonly description: string;
  /** The layer it is, which images may have too. */
  readonly diffId?: string | undefined;
  /** Bytes. */
  size: number;
  /** Milliseconds since the epoch. */
  readonly created: number;
  lastUsed: number;
  usage: number;
}

/** Files and layer of a step. */
export interface Snapshot {
  readonly key: string;
  readonly tree: FrozenTree;
  readonly layers: readonly LayerRecord[];
  /** When each layer was made, milliseconds since the epoch; undefined for those of an image. */
  readonly times: readonly (number | undefined)[];
}

/** What a build has made, without a name. */
export interface BuildResult {
  readonly image: BaseImage;
  readonly materials: readonly BuildMaterial[];
}

/** A step as a cache holds it that was written for others. */
export interface CachedStep {
  readonly snapshot: Snapshot;
  readonly record: Pick<CacheRecord, 'description' | 'diffId' | 'size'>;
}

/** What the builder remembers from build to build. */
export interface BuildStore {
  readonly records: Map<string, CacheRecord>;
  readonly snapshots: Map<string, Snapshot>;
  /** Copies that were made, by what they are without their files. */
  readonly tried: Set<string>;
  /** Files of `--mount=type=cache`, by their id. */
  readonly cacheMounts: Map<string, TreeFileSystem>;
  /** Bases that a build has used, by the chain of their layers. */
  readonly bases: Set<string>;
  /** Images of the old builder, by parent and instruction. */
  readonly legacy: Map<string, string>;
  /** What the workers of `docker buildx create` remember, by their volume. */
  readonly workers: Map<string, BuildStore>;
  /** What builds have made for others to start from, by their references; the last ones only. */
  readonly results: Map<string, BuildResult>;
  /** Caches that were written, by the digest of what names them: a manifest, or an image's configuration. */
  readonly caches: Map<string, readonly CachedStep[]>;
  /** The last one first. */
  readonly history: BuildRecord[];
}

export const createBuildStore = (): BuildStore => ({
  records: new Map(),
  snapshots: new Map(),
  tried: new Set(),
  cacheMounts: new Map(),
  bases: new Set(),
  legacy: new Map(),
  workers: new Map(),
  results: new Map(),
  caches: new Map(),
  history: [],
});
