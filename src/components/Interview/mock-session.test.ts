import { expect, test } from 'vitest';
import { gapsOf, rate, readSession, shuffled, type MockQuestion, type MockSession } from './mock-session.ts';

const question = (id: string, title: string): MockQuestion => ({
  ...{ id, topic: { id: title, title }, level: 'mid', q: '', short: '', deeper: '', wrong: '', why: '', next: '' },
  note: { title: '', url: '' },
});
const known = new Map(
  ['a1:A', 'a2:A', 'b1:B'].map((text) => [text.slice(0, 2), question(text.slice(0, 2), text.slice(3))]),
);
const session: MockSession = {
  started: 0,
  asked: ['a1', 'b1', 'a2'],
  ratings: [],
  shown: true,
  ended: false,
  until: 1000,
};

test('a rating closes the answer and asks the next one; the last one ends it', () => {
  const first = rate(session, 'good', 10);
  expect(first).toMatchObject({ ratings: ['good'], shown: false, ended: false });
  expect(rate(rate(first, 'good', 20), 'good', 30).ended).toBe(true);
});

test('it ends with the question in which the time is up', () => {
  expect(rate(session, 'partly', 1000).ended).toBe(true);
});

test('gaps are what was not good, by topic, the largest first', () => {
  const gaps = gapsOf({ ...session, ratings: ['missed', 'good', 'partly'] }, known);
  expect(gaps.map(({ topic, answered, questions }) => [topic, answered, questions.map(({ id }) => id)])).toEqual([
    ['A', 2, ['a1', 'a2']],
  ]);
});

test('what was kept comes back; what is broken or foreign does not', () => {
  expect(readSession(JSON.stringify(session), known)).toEqual(session);
  for (const text of [null, '', '{', 'null', '[]', '{"asked":["gone"],"ratings":[]}'])
    expect(readSession(text, known)).toBeUndefined();
  expect(readSession(JSON.stringify({ ...session, ratings: ['well'] }), known)).toBeUndefined();
  expect(readSession(JSON.stringify({ ...session, ratings: ['good', 'good', 'good'] }), known)).toBeUndefined();
});

test('a shuffle keeps all', () => {
  const places = [0.5, 0.1, 0.9];
  expect(shuffled(['a', 'b', 'c'], () => places.shift() ?? 0)).toEqual(['b', 'a', 'c']);
});
