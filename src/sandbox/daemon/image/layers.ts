import { encode } from '../../kernel/bytes.ts';
import { sha256 } from '../../registry/sha256.ts';
import type { Daemon } from '../daemon.ts';
import type { LayerRecord } from '../state.ts';

/** `sha256:…` of a text. */
export const digestOf = (text: string): string => `sha256:${sha256(encode(text))}`;

/** Ids of the layers with all below them, bottom first. @see opencontainers/image-spec identity.ChainID */
export function chainIds(layers: readonly LayerRecord[]): string[] {
  const chain: string[] = [];
  for (const layer of layers) chain.push(chainId(chain.at(-1), layer));
  return chain;
}

/** What a layer gave on what lay below it: a build asks for all of them after each step. */
const computed = new WeakMap<LayerRecord, { readonly below: string; readonly id: string }>();

function chainId(below: string | undefined, layer: LayerRecord): string {
  if (below === undefined) return layer.diffId;
  const known = computed.get(layer);
  if (known?.below === below) return known.id;
  const id = digestOf(`${below} ${layer.diffId}`);
  computed.set(layer, { below, id });
  return id;
}

/** Layers that an image, a container or the build cache holds, by chain id, in bytes. */
export function usedLayers(daemon: Daemon): Map<string, number> {
  const used = new Map<string, number>();
  const add = (layers: readonly LayerRecord[]) =>
    chainIds(layers).forEach((id, index) => used.set(id, layers[index]?.size ?? 0));
  for (const { layers } of daemon.state.images.values()) add(layers);
  for (const { imageLayers } of daemon.state.containers.values()) add(imageLayers);
  for (const { mountedImages } of daemon.live.values()) {
    for (const { image, owner } of mountedImages.values()) if (daemon.state.containers.has(owner)) add(image.layers);
  }
  for (const { layers } of daemon.builds.snapshots.values()) add(layers);
  return used;
}

/** `sha256:…` of all uncompressed layers that are here. */
export function knownLayers({ state, builds }: Daemon): Set<string> {
  const known = new Set<string>();
  const add = (layers: readonly LayerRecord[]) => layers.forEach(({ diffId }) => known.add(diffId));
  for (const { layers } of state.images.values()) add(layers);
  for (const { imageLayers } of state.containers.values()) add(imageLayers);
  for (const { layers } of builds.snapshots.values()) add(layers);
  return known;
}
