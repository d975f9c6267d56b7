import { expect, test } from 'vitest';
import { nextBox } from './walk.ts';

const box = (left: number, top: number, width = 100, height = 50) => ({ left, top, width, height });
/** Two rows of two, and a line below. */
const boxes = [box(0, 0), box(150, 0), box(0, 100), box(150, 100), box(0, 170, 400, 10)];

test.each([
  [0, 'ArrowRight', 1],
  [0, 'ArrowDown', 2],
  [3, 'ArrowUp', 1],
  [3, 'ArrowLeft', 2],
  [2, 'ArrowDown', 4],
  [4, 'ArrowUp', 2],
  [0, 'ArrowUp', undefined],
  [0, 'x', undefined],
])('from %i by %s to %s', (from, key, to) => {
  expect(nextBox(boxes, from, key)).toBe(to);
});

test('what stands straight below comes before what is nearer but aside', () => {
  expect(nextBox([box(0, 0), box(150, 60), box(0, 120)], 0, 'ArrowDown')).toBe(2);
});
