/** A box on the screen, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The next box in the direction of an arrow key: the nearest, where going sideways counts three times.
 *
 * @returns its place, or undefined when there is none or the key is no arrow
 */
export function nextBox(boxes: readonly Box[], from: number, key: string): number | undefined {
  const direction = DIRECTIONS[key];
  const start = boxes[from];
  if (direction === undefined || start === undefined) return undefined;
  const [dx, dy] = direction;
  let best: { place: number; distance: number } | undefined;
  for (const [place, box] of boxes.entries()) {
    const [x, y] = between(start, box);
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (place === from || along <= 1 || aside > along * 8) continue;
    const distance = along + aside * 3;
    if (best === undefined || distance < best.distance) best = { place, distance };
  }
  return best?.place;
}

/** From a box to another: between their centres up and down; sideways nothing where they stand above each other. */
function between(a: Box, b: Box): [number, number] {
  const centre = (box: Box): [number, number] => [box.left + Math.min(box.width, 240) / 2, box.top + box.height / 2];
  const [[ax, ay], [bx, by]] = [centre(a), centre(b)];
  return [bx - ax, by - ay];
}
