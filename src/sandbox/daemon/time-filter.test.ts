import { expect, test } from 'vitest';
import { ApiError } from '../api/errors.ts';
import { listImages } from './image/list.ts';
import { createPruneFilter } from './prune-filter.ts';
import { createTestDaemon } from './test-daemon.ts';

const { daemon } = createTestDaemon(setImmediate);
const filters = (until: string) => new Map([['until', [until]]]);

test.each([
  ['abc1', 'failed to parse value as time or duration: "abc1"'],
  ['5x', 'failed to parse value as time or duration: "5x"'],
  ['', 'failed to parse value as time or duration: ""'],
  ['2026-01', 'parsing time "2026-01" as "2006-01-02": cannot parse "" as "-"'],
  ['2026-01-02 10:00', 'parsing time "2026-01-02 10:00": extra text: " 10:00"'],
])('until=%s is refused', (until, words) => {
  const refusal = new ApiError('invalid_parameter', words);
  expect(() => createPruneFilter(daemon, filters(until), ['until'])).toThrow(refusal);
  expect(() => listImages(daemon, { all: false, filters: filters(until) })).toThrow(refusal);
});

test.each(['-5m', '0', '90us', '1.5h', '12345.5', '2026-01-02T10'])('until=%s is a time', (until) => {
  expect(() => createPruneFilter(daemon, filters(until), ['until'])).not.toThrow();
});

test('a duration is counted back from now', () => {
  const now = daemon.kernel.clock.now();
  const isOlder = createPruneFilter(daemon, filters('10m'), ['until']);
  expect([isOlder(null, now - 11 * 60_000), isOlder(null, now - 9 * 60_000)]).toEqual([true, false]);
});
