import type { LayerRecord } from '../state.ts';

/** Where the overlay driver keeps a layer. */
export const layerDirectory = (diffId: string): string => `/var/lib/docker/overlay2/${diffId.replace('sha256:', '')}`;

/** The files of an image's layers, the highest first, as an overlay has them below. */
export const layerDirectories = (layers: readonly LayerRecord[]): string[] =>
  layers.map(({ diffId }) => `${layerDirectory(diffId)}/diff`).reverse();
