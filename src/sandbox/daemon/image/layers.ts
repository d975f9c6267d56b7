import { encode } from '../../kernel/bytes.ts';
import { sha256 } from '../../registry/sha256.ts';
import type { Daemon } from '../daemon.ts';
import type { LayerRecord } from '../state.ts';

/** `sha256:…` of a text. */
export const digestOf = (text: string): string => `sha256:${sha256(encode(text))}`;

/** Ids of the layers with all below them, bottom first. @see opencontainers/image-spec identity.ChainID */
export function chainIds(layers: readonly LayerRecord[]): string[] {
  const chain: string[] = [];
  for (const { diffId } of layers) {
    const below = chain.at(-1);
    chain.push(below === undefined ? diffId : digestOf(`${below} ${diffId}`));
  }
  return chain;
}

/** Layers that an image or a container holds, by chain id, in bytes. */
export function usedLayers(daemon: Daemon): Map<string, number> {
  const used = new Map<string, number>();
  const add = (layers: readonly LayerRecord[]) =>
    chainIds(layers).forEach((id, index) => used.set(id, layers[index]?.size ?? 0));
  for (const { layers } of daemon.state.images.values()) add(layers);
  for (const { imageLayers } of daemon.state.containers.values()) add(imageLayers);
  return used;
}
