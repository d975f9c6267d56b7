import { createEmptyCard, fsrs } from 'ts-fsrs';
import { expect, test } from 'vitest';
import { clockTrouble, DAY, HOUR, MINUTE, stampOf } from './clock.ts';
import type { CardEvent, Rating } from './event.ts';
import { nextOf, queueOf } from './queue.ts';
import { intervals, newMemory } from './schedule.ts';
import { standingsOf, undoable } from './standing.ts';
import { statisticsOf } from './statistics.ts';

const START = Date.UTC(2026, 10, 2, 10);
const utc = () => 0;
const all = () => true;
let count = 0;
const id = () => `event-${String((count += 1)).padStart(6, '0')}`;
const rated = (card: string, at: number, rating: Rating): CardEvent => ({ id: id(), at, kind: 'review', card, rating });
const added = (...cards: string[]): CardEvent => ({ id: id(), at: START - MINUTE, kind: 'add', cards });

test('a week of reviews, each when it is due, gives the intervals of ts-fsrs', () => {
  const card = 'term:cgroup';
  const reference = fsrs({ enable_fuzz: false });
  const log: CardEvent[] = [added(card)];
  let expected = createEmptyCard(new Date(START));
  let now = START;
  const ratings: readonly Rating[] = [3, 3, 3, 1, 2, 3, 4];
  for (const rating of ratings) {
    const { memory } = standingsOf(log, utc).cards.get(card) ?? {};
    const shown = intervals(memory ?? newMemory(now), now)[rating];
    expected = reference.next(expected, new Date(now), rating).card;
    expect(shown).toBe(expected.due.getTime() - now);
    log.push(rated(card, now, rating));
    expect(standingsOf(log, utc).cards.get(card)?.memory).toEqual(expected);
    now = expected.due.getTime();
  }
  expect(now - START).toBeGreaterThan(7 * DAY);
});

test('the queue: so many new cards a day, then those due, none that is set aside', () => {
  const cards = ['term:a', 'term:b', 'term:c', 'term:d'];
  const log: CardEvent[] = [added(...cards), { id: id(), at: START - 1, kind: 'new-a-day', count: 2 }];
  const at = (now: number) => queueOf(standingsOf(log, utc), now, all, utc);
  const names = (now: number) => at(now).fresh.map(({ card }) => card);
  expect(names(START)).toEqual(['term:a', 'term:b']);
  log.push(rated('term:a', START, 4));
  expect(names(START + 1)).toEqual(['term:b']);
  log.push({ id: id(), at: START + 2, kind: 'bury', card: 'term:b' });
  expect(names(START + 3)).toEqual(['term:c']);
  log.push({ id: id(), at: START + 4, kind: 'suspend', card: 'term:c' });
  expect(names(START + 5)).toEqual(['term:d']);
  expect(names(START + DAY)).toEqual(['term:b', 'term:d']);
  expect(at(START + 30 * DAY).due.map(({ card }) => card)).toEqual(['term:a']);
});

test('a card being learnt comes before new ones, and undo takes the newest deed back', () => {
  const log: CardEvent[] = [added('term:a', 'term:b'), rated('term:a', START, 1)];
  const next = (now: number) => nextOf(queueOf(standingsOf(log, utc), now, all, utc), now)?.card;
  expect(next(START + 1)).toBe('term:b');
  expect(next(START + 2 * MINUTE)).toBe('term:a');
  const last = undoable(standingsOf(log, utc), START + 1, utc);
  expect(last?.kind).toBe('review');
  log.push({ id: id(), at: START + 2, kind: 'undo', of: last?.id ?? '' });
  expect(standingsOf(log, utc).cards.get('term:a')?.memory).toBeUndefined();
});

test('a clock that jumps back: the card goes on from its last review, and the reader is told', () => {
  const log: CardEvent[] = [added('term:a'), rated('term:a', START, 3)];
  const back = START - 3 * DAY;
  expect(clockTrouble(log, START)).toBeUndefined();
  expect(clockTrouble(log, back)).toMatchObject({ kind: 'behind', newest: START });
  log.push(rated('term:a', stampOf(back, START), 3));
  expect(standingsOf(log, utc).cards.get('term:a')?.last).toBe(START + 1);
  expect(clockTrouble(log, START + 400 * DAY)).toMatchObject({ kind: 'ahead', days: 399 });
});

test('statistics count the days, what is due and what was kept in mind', () => {
  const log: CardEvent[] = [
    added('term:a', 'term:b', 'term:c'),
    rated('term:a', START, 4),
    rated('term:b', START + HOUR, 4),
    rated('term:a', START + 8 * DAY, 3),
    rated('term:b', START + 8 * DAY, 1),
  ];
  const found = statisticsOf(standingsOf(log, utc), START + 8 * DAY + HOUR, utc);
  expect(found).toMatchObject({ added: 3, fresh: 1, reviews: 4, retention: { kept: 1, of: 2 } });
  expect(found.heat.slice(-9)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 2]);
  expect(found.forecast[0]).toBe(1);
});
