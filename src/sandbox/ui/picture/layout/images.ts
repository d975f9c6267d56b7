import { keyOf, type HostState, type ImageView } from '../host-state.ts';
import { CODE_LETTER, fit, type Sizes } from './measures.ts';
import type { Places } from './places.ts';
import type { ImageColumn, Layer, Writable } from './scene.ts';

const LAYER = 9;
const WRITABLE = 18;
const NAME = 24;
const MOST_WRITABLE = 3;
const LEAST_WIDTH = 108;
const BETWEEN = 4;

interface Images {
  readonly layers: readonly Layer[];
  readonly columns: readonly ImageColumn[];
  readonly writables: readonly Writable[];
  readonly bottom: number;
}

/** Images side by side as stacks of layers: one that several share stands below them all, drawn once. */
export function layOutImages(state: HostState, places: Places, sizes: Sizes, top: number): Images {
  const room = sizes.right - sizes.left;
  const inRow = Math.max(1, Math.floor(room / LEAST_WIDTH));
  const ordered = [...state.images].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  const sorted = besideTheirKin(ordered, 0);
  const width = Math.min(sizes.cardWidth, Math.floor(room / Math.min(inRow, Math.max(1, sorted.length))));
  let y = top;
  const rows: Images[] = [];
  for (let start = 0; start < sorted.length; start += inRow) {
    const row = layOutRow(state, sorted.slice(start, start + inRow), { left: sizes.left, width, top: y });
    rows.push(row);
    y = row.bottom + 12;
  }
  return {
    layers: rows.flatMap(({ layers }) => layers),
    columns: rows.flatMap(({ columns }) => columns),
    writables: rows.flatMap(({ writables }) => writables),
    bottom: y - 12,
  };
}

/** The same images in an order in which those that share their first layers are neighbours. */
function besideTheirKin(images: readonly ImageView[], depth: number): ImageView[] {
  const groups = new Map<string | undefined, ImageView[]>();
  for (const image of images) {
    const layer = image.layers[depth];
    groups.set(layer, [...(groups.get(layer) ?? []), image]);
  }
  return [...groups].flatMap(([layer, group]) =>
    layer === undefined || group.length === 1 ? group : besideTheirKin(group, depth + 1),
  );
}

function layOutRow(
  state: HostState,
  images: readonly ImageView[],
  { left, width, top }: { left: number; width: number; top: number },
): Images {
  const users = images.map(({ id }) => state.containers.filter(({ imageId }) => imageId === id));
  const heights = images.map(({ layers }, index) => {
    const shown = Math.min(users[index]!.length, MOST_WRITABLE + 1);
    return layers.length * (LAYER + 2) + shown * (WRITABLE + 3);
  });
  const base = top + Math.max(...heights) + 4;
  const x = (index: number) => left + index * width;

  const columns = images.map((image, index): ImageColumn => {
    const high = heights[index]!;
    const text = fit(image.name, width - 10, CODE_LETTER);
    const box = { x: x(index), y: base - high, width: width - BETWEEN, height: high + NAME };
    return { ...box, key: keyOf('image', image.id), image, text };
  });
  const writables = images.flatMap((image, index) =>
    users[index]!.slice(0, MOST_WRITABLE + 1).map(({ id, name }, place): Writable => {
      const more = place === MOST_WRITABLE && users[index]!.length > MOST_WRITABLE + 1;
      return {
        container: keyOf('container', id),
        text: fit(more ? `+ ${users[index]!.length - MOST_WRITABLE} more` : name, width - 16, CODE_LETTER),
        x: x(index) + 3,
        y: base - image.layers.length * (LAYER + 2) - (place + 1) * (WRITABLE + 3),
        width: width - BETWEEN - 6,
        height: WRITABLE,
      };
    }),
  );
  return { columns, writables, layers: layersOf(images, { x, width, base }), bottom: base + NAME };
}

/** Neighbours that have all layers so far in common have this one in common too. */
function layersOf(
  images: readonly ImageView[],
  { x, width, base }: { x: (index: number) => number; width: number; base: number },
): Layer[] {
  const layers: Layer[] = [];
  const deepest = Math.max(...images.map(({ layers: own }) => own.length));
  for (let depth = 0; depth < deepest; depth++) {
    const chain = (image: ImageView) => image.layers.slice(0, depth + 1).join();
    for (let start = 0; start < images.length;) {
      const digest = images[start]!.layers[depth];
      let end = start + 1;
      if (digest !== undefined) {
        while (
          end < images.length &&
          images[end]!.layers[depth] === digest &&
          chain(images[end]!) === chain(images[start]!)
        )
          end++;
        layers.push({
          id: `${images[start]!.id} ${depth}`,
          digest,
          images: images.slice(start, end).map(({ id }) => keyOf('image', id)),
          x: x(start),
          y: base - (depth + 1) * (LAYER + 2),
          width: (end - start) * width - BETWEEN,
          height: LAYER,
        });
      }
      start = end;
    }
  }
  return layers;
}
