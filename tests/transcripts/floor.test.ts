import { expect, test } from 'vitest';
import { fallen } from './floor.ts';
import type { Score } from './score.ts';

const now: Score = { groups: { containers: { passed: 5, steps: 9 } }, differences: [], errors: 0 };

test('a group that loses a step is named with both numbers', () => {
  expect(fallen({ containers: 6 }, now)).toEqual(['containers: 5 steps as recorded, 6 before']);
});

test('a group that is gone has lost all of its steps', () => {
  expect(fallen({ volumes: 1 }, now)).toEqual(['volumes: 0 steps as recorded, 1 before']);
});

test('a group that holds its number or rises is fine', () => {
  expect(fallen({ containers: 5 }, now)).toEqual([]);
  expect(fallen({}, now)).toEqual([]);
});
