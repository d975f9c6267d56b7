import { expect, test } from 'vitest';
import { cpuWeight } from './cpu-weight.ts';

test.each([
  [2, 1],
  [1024, 100],
  [2000, 170],
  [22_000, 1204],
  [262_144, 10_000],
])('%i shares are a weight of %i, as runc 1.3.2 says', (shares, weight) => {
  expect(cpuWeight(shares)).toBe(weight);
});
