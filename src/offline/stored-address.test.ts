import { expect, test } from 'vitest';
import { storedAddress } from './stored-address.ts';

test.each([
  ['/search/?q=volume#results', '/search/'],
  ['/notes/volumes', '/notes/volumes/'],
  ['/notes/index.html', '/notes/'],
  ['/_astro/worker-Ab1.js', '/_astro/worker-Ab1.js'],
])('%s is stored as %s', (asked, stored) => {
  expect(storedAddress(new URL(asked, 'https://site.example'))).toBe(`https://site.example${stored}`);
});
