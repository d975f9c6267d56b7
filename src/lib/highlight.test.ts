import { expect, test } from 'vitest';
import { shellTokens } from './highlight.ts';

test('command, option and quoted text have a kind, words have none', async () => {
  expect(await shellTokens("docker run -d alpine sh -c 'echo hi'")).toEqual([
    [
      { text: 'docker', kind: 'command' },
      { text: ' run ' },
      { text: '-d', kind: 'option' },
      { text: ' alpine sh ' },
      { text: '-c', kind: 'option' },
      { text: ' ' },
      { text: "'echo hi'", kind: 'string' },
    ],
  ]);
});

test('no text is lost', async () => {
  const command = 'docker stop $(docker ps -q) \\\n  | grep "a b" > /dev/null # all';
  const lines = await shellTokens(command);
  expect(lines.map((line) => line.map(({ text }) => text).join('')).join('\n')).toBe(command);
});
