import { expect, test } from 'vitest';
import { buildRank, rank } from './rank.ts';
import type { SearchRecord } from './record.ts';
import { tokensOf } from './tokens.ts';

const note = (title: string, text: string, more: Partial<SearchRecord> = {}): SearchRecord => ({
  kind: 'note',
  title,
  url: `/notes/${title}/`,
  text,
  names: [],
  ...more,
});
const index = buildRank([
  note('List, stop, remove', 'See containers, end them, throw them away.'),
  note('Exec and logs', 'Run a second command inside, read the output.', { keys: 'docker exec · docker logs' }),
  note('Bind mounts', 'A directory of the host in the container.', { body: 'inode owner permission' }),
  { kind: 'flag', title: 'docker run -p, --publish', url: '/f/', text: 'Publish a port', names: ['-p', '--publish'] },
  {
    kind: 'flag',
    title: 'docker run -P, --publish-all',
    url: '/F/',
    text: 'Publish all',
    names: ['-P', '--publish-all'],
  },
  { kind: 'term', title: 'Bind mount', url: '/g/', text: 'A directory shown inside.', names: ['Bind mount'] },
]);
const first = (query: string) => rank(query, index)[0]?.record.url;

test.each([
  ['remove container', '/notes/List, stop, remove/'],
  ['delete a container', '/notes/List, stop, remove/'],
  ['ssh into container', '/notes/Exec and logs/'],
  ['logging', '/notes/Exec and logs/'],
  ['wrong owner of a folder', '/notes/Bind mounts/'],
  ['-p', '/f/'],
  ['-P', '/F/'],
])('%s finds %s', (query, url) => {
  expect(first(query)).toBe(url);
});

test('what has more of the query comes first, and says how much it has', () => {
  const [best, ...rest] = rank('bind mount permission', index);
  expect(best?.record.title).toBe('Bind mounts');
  expect(best?.covered).toBe(1);
  expect(rest.every(({ covered }) => covered < 1)).toBe(true);
});

test('nothing but punctuation finds nothing; a question of small words is still asked', () => {
  expect(rank('??? !!', index)).toEqual([]);
  expect(rank('', index)).toEqual([]);
  expect(() => rank('<b>.*(', index)).not.toThrow();
});

test('words lose their endings, flags keep their dashes and short ones their case', () => {
  expect(tokensOf('stopping stopped stops')).toEqual(['stop', 'stop', 'stop']);
  expect(tokensOf('the docker.sock -P --Publish=80')).toEqual([
    'docker.sock',
    'docker',
    'sock',
    '-P',
    '--publish',
    '80',
  ]);
});
