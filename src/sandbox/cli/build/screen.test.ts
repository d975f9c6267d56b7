import { expect, test } from 'vitest';
import { drawScreen } from './screen.ts';

test('the last column of the terminal stays free', () => {
  const builder = { name: 'default', driver: 'docker' };
  const lines = drawScreen([], 0, false, { rows: 30, columns: 100, builder, coloured: false });
  expect(lines.map(({ length }) => length)).toEqual([99]);
  expect(lines[0]).toMatch(/^\[\+\] Building 0\.0s \(0\/0\) +docker:default$/);
});
