import { expect, test } from 'vitest';
import { changesBetween } from './changes.ts';

test('[WATCH-1] what came, went or became another is a change, what stayed is none', () => {
  const before = new Map([
    ['gone', '1'],
    ['same', '2'],
    ['other', '3'],
  ]);
  const after = new Map([
    ['same', '2'],
    ['other', '4'],
    ['new', '5'],
  ]);
  expect(changesBetween(before, after)).toEqual(['gone', 'new', 'other']);
});
