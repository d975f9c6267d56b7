import { expect, test } from 'vitest';
import { CardsFileError } from '../cards/file.ts';
import { formatAll, parseAll, type Progress } from './file.ts';
import { mergeReadNotes, parseReadNotes } from './read-notes.ts';

const NOW = Date.UTC(2026, 10, 21);
const ALL: Progress = {
  cards: [{ id: 'bbbbbbbb', at: NOW, kind: 'review', card: 'term:cgroup', rating: 3 }],
  read: { 'containers/stopping': '2026-11-21T10:00:00.000Z' },
  drills: { 'exit-137': { solved: '2026-11-20T10:00:00.000Z', commands: 4 } },
  interviews: { '2026-11-20T10:00:00.000Z': { latest: 'partly' } },
};

test('all of it comes back from a file', () => {
  expect(parseAll(formatAll(ALL, NOW))).toEqual(ALL);
});

test('a file with one broken part is refused as a whole', () => {
  const file = JSON.parse(formatAll(ALL, NOW)) as Record<string, unknown>;
  for (const broken of [
    { read: { version: 1, notes: { x: 1 } } },
    { drills: 7 },
    { interviews: { version: 1, interviews: { x: 1 } } },
    { cards: null },
    { version: 2 },
  ])
    expect(() => parseAll(JSON.stringify({ ...file, ...broken }))).toThrow(CardsFileError);
  for (const text of ['null', '[]', '{', '"x"']) expect(() => parseAll(text)).toThrow(CardsFileError);
});

test('a file of the time before interviews were kept is read', () => {
  const { interviews, ...before } = JSON.parse(formatAll(ALL, NOW)) as Record<string, unknown>;
  expect(interviews).toBeDefined();
  expect(parseAll(JSON.stringify(before))).toEqual({ ...ALL, interviews: {} });
});

test('the earlier date of a note counts; what is broken is left out', () => {
  const early = { 'a/b': '2026-01-01T00:00:00.000Z' };
  expect(mergeReadNotes({ 'a/b': '2026-02-01T00:00:00.000Z' }, early)).toEqual(early);
  const damaged = parseReadNotes('{"version":1,"notes":{"a/b":"2026-01-01T00:00:00.000Z","<b>":"x"}}');
  expect(damaged).toEqual({ notes: early, state: 'damaged' });
  expect(parseReadNotes('{"version":2}').state).toBe('newer');
});
