import { expect, test } from 'vitest';
import { checkImports, findCycle } from './check-imports.ts';
import { readSources } from './sources.ts';

const sources = readSources('ts', 'mjs', 'astro', 'mdx');

test('src/ imports as the table of DESIGN §2 says', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(checkImports(sources)).toEqual([]);
});

test('no rooms import each other in a ring', () => {
  expect(findCycle(sources)).toBeUndefined();
});
