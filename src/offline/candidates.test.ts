import { expect, test } from 'vitest';
import { candidates } from './candidates.ts';

test.each([
  ['/search/?q=volume#results', '/search/'],
  ['/notes/volumes', '/notes/volumes/'],
  ['/notes/index.html', '/notes/'],
  ['/_astro/worker-Ab1.js', '/_astro/worker-Ab1.js'],
])('%s is stored as %s', (asked, stored) => {
  expect(candidates(new URL(asked, 'https://site.example'))).toEqual([`https://site.example${stored}`]);
});
