import { keyOf, sourceKey, type HostState, type ThingKey } from '../host-state.ts';
import { CODE_LETTER, fit, GAP, type Sizes } from './measures.ts';
import { placeCount, type Places } from './places.ts';
import type { Card, Store, StoreLink } from './scene.ts';

const HEIGHT = 40;

/** Volumes and mounted paths below the containers, and the wires to who mounts them. */
export function layOutStores(
  state: HostState,
  places: Places,
  cards: readonly Card[],
  sizes: Sizes,
  top: number,
): { stores: readonly Store[]; links: readonly StoreLink[]; bottom: number } {
  const stores = [...places].map(([key, place]): Store => {
    const kind = key.startsWith('volume ') ? 'volume' : 'bind';
    return {
      key: key as ThingKey,
      kind,
      text: fit(key.slice(kind.length + 1), sizes.cardWidth - 24, CODE_LETTER),
      x: sizes.x(place % sizes.columns),
      y: top + Math.floor(place / sizes.columns) * (HEIGHT + GAP),
      width: sizes.cardWidth,
      height: HEIGHT,
    };
  });
  const byKey = new Map(stores.map((store) => [store.key, store]));
  const byContainer = new Map(cards.map((card) => [card.key, card]));
  const links = state.containers.flatMap((container) =>
    container.mounts.flatMap((mount): StoreLink[] => {
      const key = sourceKey(mount);
      const [store, card] = [key && byKey.get(key), byContainer.get(keyOf('container', container.id))];
      if (store === undefined || card === undefined) return [];
      return [
        {
          id: `${container.id} ${mount.target}`,
          container: card.key,
          store: store.key,
          readOnly: mount.readOnly,
          path: wire(card, store),
        },
      ];
    }),
  );
  const rows = Math.ceil(placeCount(places) / sizes.columns);
  return { stores, links, bottom: top + rows * (HEIGHT + GAP) - GAP + 4 };
}

/** From a card's right edge, down between the columns, to the store's upper edge. */
function wire(card: Card, store: Store): string {
  const [right, y] = [card.x + card.width, card.y + card.height - 16];
  const down = right + GAP / 2 - 3;
  return `M${right} ${y}H${down}V${store.y - 9}H${store.x + store.width - 30}V${store.y}`;
}
