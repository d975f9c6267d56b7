import { expect, test } from 'vitest';
import { parseSteps } from './parse.ts';

const at = { file: 'note.mdx', line: 10 };

test('commands, continuations and comments', () => {
  const text = ['# start a server', '$ docker run -d \\', '>   --name web nginx', '', '$ docker ps'].join('\n');
  expect(parseSteps(text, at)).toEqual([
    { command: 'docker run -d \\\n  --name web nginx', comments: ['# start a server'], line: 11 },
    { command: 'docker ps', comments: [], line: 14 },
  ]);
});

test('output in a runnable block is refused with its line', () => {
  expect(() => parseSteps('$ docker ps\nCONTAINER ID   IMAGE', at)).toThrow(/^note\.mdx:11: .*"CONTAINER ID {3}IMAGE"/);
});

test('a continuation needs a command', () => {
  expect(() => parseSteps('> more', at)).toThrow('note.mdx:10: a continuation');
});

test('an empty block is refused', () => {
  expect(() => parseSteps('', at)).toThrow('note.mdx:10: a runnable block without a command');
});

test('a comment needs a command below it', () => {
  expect(() => parseSteps('$ true\n# done', at)).toThrow('a comment at the end');
});
