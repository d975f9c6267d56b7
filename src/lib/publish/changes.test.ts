import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readChanges } from './changes.ts';

test('days with their changes, newest first as they stand', () => {
  expect(readChanges('# Changes\n\n## 2026-11-21\n\n- One\n- Two\n\n## 2026-11-08\n\n- Three\n')).toEqual([
    { date: '2026-11-21', lines: ['One', 'Two'] },
    { date: '2026-11-08', lines: ['Three'] },
  ]);
  expect(() => readChanges('## Soon\n- x\n')).toThrow('"## Soon" is no day');
});

test('the changelog is in order', () => {
  const dates = readChanges(readFileSync('CHANGELOG.md', 'utf8')).map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted().reverse());
});
