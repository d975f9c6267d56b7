import { expect, test } from 'vitest';
import { IgnorePatterns } from './ignore-patterns.ts';

const LINES =
  '# comment\n.env\n*.log\nnode_modules/\nsecret*\n!secret.pub\n**/*.tmp\n/root.txt\ndocs/*\n!docs/README.md\n';

test.each([
  ['.env', true],
  ['debug.log', true],
  ['src/inner.log', false],
  ['node_modules/lib/a.js', true],
  ['secret.key', true],
  ['secret.pub', false],
  ['src/deep.tmp', true],
  ['root.txt', true],
  ['src/root.txt', false],
  ['docs/a.md', true],
  ['docs/README.md', false],
  ['# comment', false],
])('%s: %s', (path, ignored) => {
  expect(IgnorePatterns.of(LINES).matches(path)).toBe(ignored);
});

test('* leaves out all but what comes back', () => {
  const patterns = IgnorePatterns.of('*\n!src\n');
  expect(patterns.matches('src/a/b')).toBe(false);
  expect(patterns.matches('other/a')).toBe(true);
  expect(patterns.matchesAll('other')).toBe(false);
});
