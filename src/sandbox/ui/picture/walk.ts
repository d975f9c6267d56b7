/** A box on the screen, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** So much does a step aside count against one in the direction of the key. */
const ASIDE = 3;

/**
 * The next box in the direction of an arrow key: the nearest. What stands straight above, below or beside comes first.
 *
 * @returns its place, or undefined when there is none or the key is no arrow
 */
export function nextBox(boxes: readonly Box[], from: number, key: string): number | undefined {
  const start = boxes[from];
  const sign = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[key];
  if (sign === undefined || start === undefined) return undefined;
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const across = sideways ? ([vertical, horizontal] as const) : ([horizontal, vertical] as const);
  const [aside, along] = [across[0](start), across[1](start)];
  let best: { place: number; distance: number } | undefined;
  for (const [place, box] of boxes.entries()) {
    const [otherAside, otherAlong] = [across[0](box), across[1](box)];
    const ahead = sign > 0 ? otherAlong.start - along.end : along.start - otherAlong.end;
    if (place === from || ahead < -1) continue;
    const gap = Math.max(0, otherAside.start - aside.end, aside.start - otherAside.end);
    const distance = ahead + gap * ASIDE + Math.abs(otherAside.start - aside.start) / 100;
    if (best === undefined || distance < best.distance) best = { place, distance };
  }
  return best?.place;
}

const horizontal = ({ left, width }: Box) => ({ start: left, end: left + width });
const vertical = ({ top, height }: Box) => ({ start: top, end: top + height });
