import { GAP, type Sizes } from './measures.ts';
import type { Card, PortBadge, Scene } from './scene.ts';

/** Room above the host for the browser and its wire, to the host's edge. */
export const PORTS_HEIGHT = 56;
const BADGE = { width: 58, height: 22 };
/** Where the wire from the browser runs. */
const WIRE_Y = 20;
const BROWSER = { x: 4, y: 6, width: 112, height: 28 };

/** Published ports stand on the host's edge, above the column of their container. */
export function layOutPorts(
  cards: readonly Card[],
  sizes: Sizes,
  top: number,
): { ports: readonly PortBadge[]; browser: Scene['browser'] } {
  const room = Math.max(1, Math.floor(sizes.cardWidth / (BADGE.width + 4)));
  const taken = new Map<number, number>();
  const ports: PortBadge[] = [];
  for (const { container, key, ...card } of cards) {
    for (const [index, { hostPort, port }] of container.ports.entries()) {
      const place = taken.get(card.x) ?? 0;
      taken.set(card.x, place + 1);
      if (place >= room) continue; // the tree and the panel tell of them all
      const badge = { ...BADGE, x: card.x + place * (BADGE.width + 4), y: top - BADGE.height / 2 };
      const from = badge.x + BADGE.width / 2;
      const to = card.x + Math.min(BADGE.width / 2 + index * (BADGE.width + 4), card.width - 16);
      ports.push({
        ...badge,
        id: `${container.id} ${hostPort} ${port}`,
        container: key,
        text: hostPort,
        path: `M${from} ${badge.y + BADGE.height}${way(from, to, card, top)}`,
      });
    }
  }
  if (ports.length === 0) return { ports, browser: undefined };
  const middles = ports.map(({ x, width }) => x + width / 2);
  const end = Math.max(...middles, BROWSER.x + BROWSER.width);
  const down = middles.map(
    (x) => `M${x} ${x < BROWSER.x + BROWSER.width ? BROWSER.y + BROWSER.height : WIRE_Y}V${top - BADGE.height / 2}`,
  );
  return { ports, browser: { ...BROWSER, wire: `M${BROWSER.x + BROWSER.width} ${WIRE_Y}H${end}${down.join('')}` } };

  /** Straight down to the first row; to others beside the cards above. */
  function way(from: number, to: number, card: { x: number; y: number }, edge: number): string {
    const first = card.y <= edge + 60;
    const bend = first ? card.y - 8 : edge + 24;
    if (first) return from === to ? `V${card.y}` : `V${bend}H${to}V${card.y}`;
    return `V${bend}H${card.x - GAP / 2}V${card.y - 8}H${to}V${card.y}`;
  }
}
