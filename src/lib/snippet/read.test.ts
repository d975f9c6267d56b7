import { expect, test } from 'vitest';
import { readSnippets } from './read.ts';

const page = (...rows: string[]): string => ['---', 'title: x', '---', '', ...rows].join('\n');

test('only console fences with `run` are read, with the line of the fence', () => {
  const source = page('```console', '$ static', 'output', '```', '', '```console run exit=3', '$ exit 3', '```');
  expect(readSnippets(source, 'x.mdx')).toEqual([
    { line: 10, exit: 3, steps: [{ command: 'exit 3', comments: [], line: 11 }] },
  ]);
});

test('a fence inside a longer fence is text', () => {
  expect(readSnippets(page('````md', '```console run', 'anything', '```', '````'), 'x.mdx')).toEqual([]);
});

test('an indented fence loses its indent', () => {
  const [snippet] = readSnippets(page('- item', '', '  ```console run', '  $ ls \\', '  > -l', '  ```'), 'x.mdx');
  expect(snippet?.steps[0]?.command).toBe('ls \\\n-l');
});

test('a scenario on the first block', () => {
  const [snippet] = readSnippets(page('```console run scenario=web', '$ ls', '```'), 'x.mdx');
  expect(snippet?.scenario).toBe('web');
});

test.each([
  [['```console run', '$ ls'], /^x\.mdx:5: a code fence that is never closed/],
  [['```console run exti=1', '$ ls', '```'], /^x\.mdx:5: unknown option of a runnable block: exti=1/],
  [['```console run', '$ ls', '```', '```console run scenario=b', '$ ls', '```'], /^x\.mdx:8: only the first/],
])('%j is refused', (rows, message) => {
  expect(() => readSnippets(page(...rows), 'x.mdx')).toThrow(message);
});
