import { expect, test } from 'vitest';
import { formatProgress, mergeProgress, parseProgress } from './progress.ts';

const SOLVED = { solved: '2026-11-20T10:00:00.000Z', commands: 4 };

test('what was written is read', () => {
  expect(parseProgress(formatProgress({ 'port-taken': SOLVED }))).toEqual({
    drills: { 'port-taken': SOLVED },
    state: 'whole',
  });
  expect(parseProgress(undefined)).toEqual({ drills: {}, state: 'whole' });
});

test.each(['', '{', 'null', '[]', '"x"', '{"version":0,"drills":{}}', '{"version":1,"drills":[]}'])(
  '%j is damaged, and no error',
  (text) => expect(parseProgress(text)).toEqual({ drills: {}, state: 'damaged' }),
);

test('a later version is left alone', () => {
  expect(parseProgress('{"version":2,"drills":{"a":{}}}').state).toBe('newer');
});

test('one broken entry costs only itself', () => {
  const drills = { good: SOLVED, when: { solved: 'never' }, count: { commands: -1 }, list: [], '../x': {} };
  expect(parseProgress(JSON.stringify({ version: 1, drills }))).toEqual({ drills: { good: SOLVED }, state: 'damaged' });
});

test('merging keeps the first time, the best score and what only one has', () => {
  const other = { solved: '2026-11-21T10:00:00.000Z', commands: 3, shown: true };
  expect(mergeProgress({ a: SOLVED, b: {} }, { a: other, c: SOLVED })).toEqual({
    a: { solved: SOLVED.solved, commands: 3, shown: true },
    b: {},
    c: SOLVED,
  });
});
