import { keyOf, type ContainerView, type HostState } from '../host-state.ts';
import { cardHeight, cardLines } from './card.ts';
import type { Memory } from './lay-out.ts';
import { BUS, GAP, type Sizes } from './measures.ts';
import { placeCount } from './places.ts';
import { layOutPorts, PORTS_HEIGHT } from './ports.ts';
import type { Bus, Card, Drop, PortBadge, Scene } from './scene.ts';

interface Rows {
  readonly top: number;
  readonly bottom: number;
  readonly cards: readonly Card[];
  readonly buses: readonly Bus[];
  readonly drops: readonly Drop[];
  readonly ports: readonly PortBadge[];
  readonly browser: Scene['browser'];
}

/** Containers in rows; below each row the networks that it is on; below all the networks that nobody is on. */
export function layOutRows(state: HostState, { containers: places, networks: hues }: Memory, sizes: Sizes): Rows {
  const published = state.containers.some(({ ports }) => ports.length > 0);
  const top = published ? PORTS_HEIGHT : 6;
  const byPlace = new Map(state.containers.map((container) => [places.get(container.id) ?? 0, container]));
  const networks = [...state.networks].sort((a, b) => (hues.get(a.id) ?? 0) - (hues.get(b.id) ?? 0));
  const cards: Card[] = [];
  const buses: Bus[] = [];
  const drops: Drop[] = [];
  let y = top + GAP + (published ? 22 : 14);

  const bus = (id: string, network: (typeof networks)[number], at: number, unused = false): Bus => ({
    unused,
    id,
    key: keyOf('network', network.id),
    network,
    hue: hues.get(network.id) ?? 0,
    x: sizes.left,
    y: at,
    width: sizes.right - sizes.left,
    height: BUS,
  });

  for (let row = 0; row * sizes.columns < placeCount(places); row++) {
    const inRow: [number, ContainerView][] = [];
    for (let column = 0; column < sizes.columns; column++) {
      const container = byPlace.get(row * sizes.columns + column);
      if (container !== undefined) inRow.push([column, container]);
    }
    const height = cardHeight(
      inRow.map(([, container]) => container),
      sizes,
    );
    const used = networks.filter(({ name }) =>
      inRow.some(([, { endpoints }]) => endpoints.some(({ network }) => network === name && name !== 'none')),
    );
    const lines = used.map((network, index) => bus(`${network.id} ${row}`, network, y + height + BUS * (index + 0.9)));
    buses.push(...lines);
    for (const [column, container] of inRow) {
      const box = { x: sizes.x(column), y, width: sizes.cardWidth, height };
      cards.push({
        ...box,
        key: keyOf('container', container.id),
        container,
        small: sizes.small,
        lines: cardLines(container, sizes),
      });
      drops.push(...dropsOf(container, box, lines, sizes));
    }
    y += height + BUS * (used.length + 0.5) + (used.length > 0 ? GAP / 2 : GAP);
  }

  if (state.containers.length === 0) y += BUS;
  const onSome = new Set(buses.map(({ key }) => key));
  for (const network of networks) {
    const plain = network.name === 'host' || network.name === 'none';
    if (plain || onSome.has(keyOf('network', network.id))) continue;
    buses.push(bus(network.id, network, y + 8, true));
    y += BUS;
  }
  const { ports, browser } = layOutPorts(cards, sizes, top);
  return { top, bottom: y, cards, buses, drops, ports, browser };
}

/** Drops end on their networks side by side: the one to the uppermost network is rightmost, so its address stands free. */
function dropsOf(
  container: ContainerView,
  card: { x: number; y: number; height: number },
  lines: readonly Bus[],
  { small }: Sizes,
): Drop[] {
  const own = lines.filter(({ network }) => container.endpoints.some((endpoint) => endpoint.network === network.name));
  return own.map((line, index): Drop => {
    const x = card.x + 14 + (own.length - 1 - index) * 12;
    const address = container.endpoints.find(({ network }) => network === line.network.name)?.address ?? '';
    return {
      id: `${container.id} ${line.network.id}`,
      container: keyOf('container', container.id),
      network: line.key,
      hue: line.hue,
      path: `M${x} ${card.y + card.height}V${line.y}`,
      x,
      y: line.y,
      small,
      address,
    };
  });
}
