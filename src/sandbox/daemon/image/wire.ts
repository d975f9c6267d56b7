import type { Layer, Manifest } from '../../registry/registry.ts';
import { digestOfText } from '../../registry/remote/manifest.ts';
import type { Vault } from '../../registry/vault.ts';
import type { ImageRecord, LayerRecord } from '../state.ts';

/** Share of a layer's size that gzip leaves, about. */
const COMPRESSION = 0.43;

/** Layers as registries know them: compressed, each always the same. */
export const wireLayers = (vault: Vault, layers: readonly LayerRecord[]): readonly Layer[] =>
  layers.map(({ diffId, size }) => {
    const known = vault.blobs.get(diffId) ?? {
      digest: digestOfText(`gzip ${diffId}`),
      compressedSize: Math.max(32, Math.round(size * COMPRESSION)),
    };
    vault.blobs.set(diffId, known);
    return { ...known, diffId, size };
  });

/** An image as a registry keeps it; its digest is that of the text that is sent. */
export const wireManifest = (
  image: Omit<ImageRecord, 'lastTagTime'>,
  layers: readonly Layer[],
  tree: Manifest['tree'],
): Manifest => ({
  digest: '',
  id: image.id,
  platform: {
    os: image.os,
    architecture: image.architecture,
    ...(image.variant !== '' && { variant: image.variant }),
  },
  created: image.created,
  author: image.author,
  comment: image.comment,
  dockerVersion: image.dockerVersion,
  config: image.config,
  layers,
  history: image.history,
  tree,
});
