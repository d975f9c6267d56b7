import { expect, test } from 'vitest';
import { humanDuration } from '../../api/duration.ts';
import { goDate, goTime } from './age.ts';
import { naturally } from './natural-order.ts';
import { bytesSize, humanSize } from './size.ts';
import { ellipsis } from './width.ts';

test.each([
  [0, '0B'],
  [27, '27B'],
  [999, '999B'],
  [1000, '1kB'],
  [764_136, '764.1kB'],
  [2_065_287, '2.065MB'],
  [133_000_000, '133MB'],
  [572_200_000_000, '572.2GB'],
])('humanSize(%i) is %s', (bytes, text) => expect(humanSize(bytes)).toBe(text));

test('tables show three digits', () => {
  expect(humanSize(2_065_287, 3)).toBe('2.07MB');
  expect(humanSize(129_897_737, 3)).toBe('130MB');
});

test('bytesSize counts in powers of 1024', () => {
  expect(bytesSize(802_816)).toBe('784KiB');
  expect(bytesSize(25_276_067_840)).toBe('23.54GiB');
});

const SECOND = 1000;
const HOUR = 3600 * SECOND;
test.each([
  [0, 'Less than a second'],
  [SECOND, '1 second'],
  [59 * SECOND, '59 seconds'],
  [60 * SECOND, 'About a minute'],
  [119 * SECOND, 'About a minute'],
  [120 * SECOND, '2 minutes'],
  [59 * 60 * SECOND, '59 minutes'],
  [HOUR, 'About an hour'],
  [1.6 * HOUR, '2 hours'],
  [47 * HOUR, '47 hours'],
  [48 * HOUR, '2 days'],
  [13 * 24 * HOUR, '13 days'],
  [14 * 24 * HOUR, '2 weeks'],
  [60 * 24 * HOUR, '2 months'],
  [729 * 24 * HOUR, '24 months'],
  [731 * 24 * HOUR, '2 years'],
])('humanDuration(%d) is %s', (ms, text) => expect(humanDuration(ms)).toBe(text));

test('dates', () => {
  const ms = Date.UTC(2026, 8, 5, 11, 2, 57);
  expect(goDate(ms)).toBe('Sat Sep  5 11:02:57 2026');
  expect(goTime(ms)).toBe('2026-09-05 11:02:57 +0000 UTC');
});

test('long texts end in an ellipsis that counts', () => {
  expect(ellipsis('/docker-entrypoint.sh nginx', 20)).toBe('/docker-entrypoint.…');
  expect(ellipsis('short', 20)).toBe('short');
});

test('names with numbers sort by number', () => {
  expect(['net10', 'net2', 'a'].sort(naturally)).toEqual(['a', 'net2', 'net10']);
});
