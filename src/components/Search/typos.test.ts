import { expect, test } from 'vitest';
import type { SearchRecord } from '../../lib/search/record.ts';
import { correct, editDistance, lookalikes, vocabularyOf } from './typos.ts';

const records: SearchRecord[] = [
  {
    kind: 'command',
    title: 'docker volume create',
    url: '/a',
    text: 'Create a volume',
    names: ['docker volume create'],
  },
  {
    kind: 'flag',
    title: 'docker run -p, --publish',
    url: '/b',
    text: "Publish a container's port",
    names: ['-p', '--publish'],
  },
];
const vocabulary = vocabularyOf(records);

test.each([
  ['dokcer', 'docker'],
  ['voulme craete', 'volume create'],
  ['--publsih', '--publish'],
  ['docker volum', 'docker volume'],
])('%s means %s', (query, meant) => {
  expect(correct(query, vocabulary)).toBe(meant);
});

test.each(['docker', 'zzzzzz', '-x', ''])('%j is left as it is', (query) => {
  expect(correct(query, vocabulary)).toBeUndefined();
});

test('a swap of neighbours is one edit', () => {
  expect([editDistance('dokcer', 'docker'), editDistance('', 'abc'), editDistance('kitten', 'sitting')]).toEqual([
    1, 3, 3,
  ]);
});

test('there is always something near', () => {
  expect(lookalikes('volumes', records, 1)[0]?.title).toBe('docker volume create');
});
