import { configText } from '../../registry/remote/manifest.ts';
import type { ImageRecord } from '../state.ts';
import type { Descriptor } from './archive-blobs.ts';

/** What an archive tells of an image of the catalogue, whose id and layers are those of the real one. */
export interface Origin {
  readonly id: string;
  readonly diffIds: readonly string[];
  /** Octets of each layer; in the archive only the top one has files. */
  readonly sizes: readonly number[];
}

/** The configuration of an image as archives hold it: its layers are those of the archive. */
export function savedConfig(image: ImageRecord, saved: readonly Descriptor[]): string {
  const { os, architecture, variant } = image;
  const platform = { os, architecture, ...(variant !== '' && { variant }) };
  const layers = saved.map(({ digest, size }) => ({ diffId: digest, size, digest, compressedSize: 0 }));
  const origin: Origin = {
    id: image.id,
    diffIds: image.layers.map(({ diffId }) => diffId),
    sizes: image.layers.map(({ size }) => size),
  };
  return JSON.stringify({
    ...(JSON.parse(configText({ ...image, layers, platform })) as object),
    drydock: origin,
  });
}
