import { expect, test } from 'vitest';
import { count, share, shareOfCompared, sum, table, total } from './reference-tally.ts';

const some = count(count(count(undefined, 'agrees', 19), 'reason'), 'differs', 2);

test('a share is of all steps, those that were not asked too, and is never rounded up', () => {
  expect(total(some)).toBe(22);
  expect(share(count(undefined, 'agrees', 3))).toBe('100.0 %');
  expect(share(count(count(undefined, 'agrees', 9999), 'unasked'))).toBe('99.9 %');
  expect(share(sum([]))).toBe('–');
});

test('a share of what was compared leaves out what was not asked', () => {
  const tally = count(count(count(undefined, 'agrees', 3), 'reason'), 'unasked', 4);
  expect([share(tally), shareOfCompared(tally)]).toEqual(['37.5 %', '75.0 %']);
});

test('a table has a row a part and the sum of all', () => {
  const rows = table(new Map([['notes/a', some], ['errors', some]])).split('\n'); // prettier-ignore
  expect(rows).toHaveLength(5);
  expect(rows[2]).toBe('| notes/a | 22 | 19 | 86.3 % | 86.3 % | 1 | 0 | 2 |');
  expect(rows[4]).toBe('| **the whole site** | 44 | 38 | 86.3 % | 86.3 % | 2 | 0 | 4 |');
});
