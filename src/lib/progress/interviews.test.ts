import { expect, test } from 'vitest';
import { formatInterviews, lastRatings, mergeInterviews, parseInterviews, type Interviews } from './interviews.ts';

const EARLY = '2026-11-20T10:00:00.000Z';
const LATE = '2026-11-21T10:00:00.000Z';
const ALL: Interviews = { [LATE]: { latest: 'good' }, [EARLY]: { latest: 'missed', layer: 'partly' } };

test('what was kept comes back; what is broken is left out, the rest is kept', () => {
  expect(parseInterviews(formatInterviews(ALL))).toEqual({ interviews: ALL, state: 'whole' });
  const broken = { ...ALL, yesterday: {}, '2026-11-22T10:00:00.000Z': { latest: 'perfect' } };
  expect(parseInterviews(JSON.stringify({ version: 1, interviews: broken }))).toEqual({
    interviews: ALL,
    state: 'damaged',
  });
  expect(parseInterviews(undefined)).toEqual({ interviews: {}, state: 'whole' });
  for (const text of ['{', 'null', '[]', '{"version":1}']) expect(parseInterviews(text).state).toBe('damaged');
  expect(parseInterviews('{"version":2}').state).toBe('newer');
});

test('the newest rating of a question counts, whatever the order in which they are kept', () => {
  expect(lastRatings(ALL)).toEqual(
    new Map([
      ['latest', 'good'],
      ['layer', 'partly'],
    ]),
  );
});

test('a merge keeps the interviews and questions of both, either way round, as often as one likes', () => {
  const theirs: Interviews = { [LATE]: { latest: 'partly', layer: 'good' } };
  const merged = { [EARLY]: ALL[EARLY], [LATE]: { latest: 'partly', layer: 'good' } };
  expect(mergeInterviews(ALL, theirs)).toEqual(merged);
  expect(mergeInterviews(theirs, ALL)).toEqual(merged);
  expect(mergeInterviews(mergeInterviews(theirs, ALL), theirs)).toEqual(merged);
});
