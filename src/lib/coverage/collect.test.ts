import { expect, test } from 'vitest';
import { collectCoverage, gaps } from './collect.ts';

const NOTE = { name: 'a.mdx', address: '/notes/a/', headings: ['one'] };

test('a page covers an id as a whole or at a heading, in the order of the pages', () => {
  const coverage = collectCoverage([
    { ...NOTE, covers: ['t001#one', 'c002', 'e003'] },
    { name: 'b.yaml', address: '/errors/b/', covers: ['t001'] },
  ]);
  expect(coverage.topics['t001']).toEqual(['/notes/a/#one', '/errors/b/']);
  expect(coverage.commands['c002']).toEqual(['/notes/a/']);
  expect(coverage.corrections['e003']).toEqual(['/notes/a/']);
  expect(gaps(coverage)).toContain('t002');
  expect(gaps(coverage)).not.toContain('t001');
});

test('an unknown id and a missing heading are told, all at once', () => {
  expect(() => collectCoverage([{ ...NOTE, covers: ['t999', 't001#two'] }])).toThrow(
    'a.mdx: covers t999, which the inventory does not have\na.mdx: covers t001#two, but the page has no such heading',
  );
});
