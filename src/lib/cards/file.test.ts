import { expect, test } from 'vitest';
import { mergeEvents, type CardEvent } from './event.ts';
import { CardsFileError, formatCards, newEvents, parseCards } from './file.ts';
import { standingsOf } from './standing.ts';

const NOW = Date.UTC(2026, 10, 21);
const LOG: readonly CardEvent[] = [
  { id: 'aaaaaaaa', at: NOW - 9000, kind: 'add', cards: ['term:cgroup', 'flag:run:publish'] },
  { id: 'bbbbbbbb', at: NOW - 8000, kind: 'review', card: 'term:cgroup', rating: 3 },
  { id: 'cccccccc', at: NOW - 7000, kind: 'suspend', card: 'flag:run:publish' },
  { id: 'dddddddd', at: NOW - 6000, kind: 'undo', of: 'cccccccc' },
  { id: 'eeeeeeee', at: NOW - 5000, kind: 'new-a-day', count: 20 },
];

test('what is exported comes back whole, and importing it twice adds nothing', () => {
  const back = parseCards(formatCards(LOG, NOW));
  expect(back).toEqual(LOG);
  expect(newEvents([], back)).toEqual(LOG);
  expect(newEvents(LOG, back)).toEqual([]);
});

test('two logs that went apart are merged, whichever comes first', () => {
  const here = [...LOG, { id: 'ffffffff', at: NOW, kind: 'review', card: 'term:cgroup', rating: 1 } as const];
  const there = [...LOG, { id: 'gggggggg', at: NOW - 1, kind: 'review', card: 'term:cgroup', rating: 4 } as const];
  const merged = mergeEvents(here, there);
  expect(merged).toEqual(mergeEvents(there, here));
  expect(merged).toHaveLength(LOG.length + 2);
  expect(
    standingsOf(merged)
      .cards.get('term:cgroup')
      ?.reviews.map(({ rating }) => rating),
  ).toEqual([3, 4, 1]);
});

const file = (events: unknown, version: unknown = 1) => JSON.stringify({ format: 'drydock-cards', version, events });

test.each([
  ['no JSON', '{"format":"drydock-ca'],
  ['null', 'null'],
  ['another program', '{"notes":[]}'],
  ['a later version', file([], 2)],
  ['no events', file(undefined)],
  ['a rating of 5', file([{ ...LOG[1], rating: 5 }])],
  ['a time of 1970', file([{ ...LOG[1], at: 12 }])],
  ['a foreign field', file([{ ...LOG[1], __proto: 1 }])],
  ['an unknown kind', file([{ ...LOG[1], kind: 'constructor' }])],
  ['an id that is markup', file([{ ...LOG[1], card: '<b>' }])],
  ['one id twice', file([LOG[1], LOG[1]])],
])('%s is refused as a whole', (_, text) => {
  expect(() => parseCards(text)).toThrow(CardsFileError);
});

test('a file that tells another story of the same event is refused', () => {
  const [, review] = LOG;
  expect(() => newEvents(LOG, [{ ...review, rating: 1 } as CardEvent])).toThrow(CardsFileError);
});
