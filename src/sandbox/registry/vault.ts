import type { Kernel } from '../kernel/kernel.ts';
import type { Layer, Manifest } from './registry.ts';

/** A compressed layer, by which registries know it. */
export type Blob = Pick<Layer, 'digest' | 'compressedSize'>;

/**
 * What went over the wire of a host, by its digest: registries keep manifests and sizes as files, the contents stay
 * here, as the octets of layers are not simulated.
 */
export interface Vault {
  /** By the digest of the manifest. */
  readonly manifests: Map<string, Manifest>;
  /** By diff id. */
  readonly blobs: Map<string, Blob>;
  /** By diff id: repositories that have it, as `localhost:5000/lab/app`. */
  readonly sources: Map<string, Set<string>>;
}

const vaults = new WeakMap<Kernel, Vault>();

export function vaultOf(kernel: Kernel): Vault {
  const known = vaults.get(kernel);
  if (known !== undefined) return known;
  const vault: Vault = { manifests: new Map(), blobs: new Map(), sources: new Map() };
  vaults.set(kernel, vault);
  return vault;
}

/** Remembers that a repository has a layer. */
export function rememberSource({ sources }: Vault, diffId: string, repository: string): void {
  const known = sources.get(diffId) ?? new Set();
  known.delete(repository);
  sources.set(diffId, known.add(repository));
}
