import { keyOf, sourceKey, type HostState } from '../host-state.ts';
import { assignPlaces, type Places } from './places.ts';
import { layOutImages } from './images.ts';
import { layOutRows } from './rows.ts';
import type { Scene, Title } from './scene.ts';
import { layOutStores } from './stores.ts';
import { GAP, measure, TITLE } from './measures.ts';

/** What a layout remembers, so that things keep their places. */
export interface Memory {
  readonly containers: Places;
  readonly networks: Places;
  readonly stores: Places;
  readonly images: Places;
}

const NOTHING: Places = new Map();
export const NO_MEMORY: Memory = { containers: NOTHING, networks: NOTHING, stores: NOTHING, images: NOTHING };

/**
 * Places everything that a host has.
 *
 * @param width pixels that there are; the height follows
 * @param memory of the picture before, so that what stays keeps its place
 */
export function layOut(state: HostState, width: number, memory: Memory): { scene: Scene; memory: Memory } {
  const next: Memory = {
    containers: assignPlaces(
      memory.containers,
      state.containers.map(({ id }) => id),
    ),
    networks: assignPlaces(
      memory.networks,
      state.networks.map(({ id }) => id),
    ),
    stores: assignPlaces(memory.stores, storeKeys(state)),
    images: assignPlaces(
      memory.images,
      state.images.map(({ id }) => id),
    ),
  };
  const sizes = measure(width, state.containers.length);
  const rows = layOutRows(state, next, sizes);
  const titles: Title[] = [];
  if (state.containers.length === 0) {
    titles.push({ x: sizes.left, y: rows.top + 40, text: 'No containers yet: docker run makes one.' });
  }
  let y = rows.bottom;
  const section = (text: string): number => {
    titles.push({ x: sizes.left, y: y + TITLE - 8, text });
    return (y += TITLE);
  };

  let stores: ReturnType<typeof layOutStores> = { stores: [], links: [], bottom: y };
  if (next.stores.size > 0) {
    stores = layOutStores(state, next.stores, rows.cards, sizes, section('Volumes and mounts'));
    y = stores.bottom;
  }
  let images: ReturnType<typeof layOutImages> = { layers: [], columns: [], writables: [], bottom: y };
  if (state.images.length > 0) {
    images = layOutImages(
      state,
      next.images,
      sizes,
      section('Images: shared layers, and a writable one for each container'),
    );
    y = images.bottom;
  }
  const bottom = y + GAP;
  const scene: Scene = {
    width,
    height: bottom + 6,
    host: { x: 4, y: rows.top, width: width - 8, height: bottom - rows.top },
    browser: rows.browser,
    cards: rows.cards,
    buses: rows.buses,
    drops: rows.drops,
    ports: rows.ports,
    stores: stores.stores,
    links: stores.links,
    layers: images.layers,
    columns: images.columns,
    writables: images.writables,
    titles,
  };
  return { scene, memory: next };
}

/** Every volume, and every path of the host that a container mounts. */
function storeKeys(state: HostState): string[] {
  const mounted = state.containers.flatMap(({ mounts }) => mounts.flatMap((mount) => sourceKey(mount) ?? []));
  return [...new Set([...state.volumes.map(({ name }) => keyOf('volume', name)), ...mounted])];
}
