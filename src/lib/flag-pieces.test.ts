import { expect, test } from 'vitest';
import { flagPieces } from './flag-pieces.ts';

test('flags are pieces of their own, and nothing is lost', () => {
  expect(flagPieces('PID 1, zombies and --init')).toEqual([
    { text: 'PID 1, zombies and ', flag: false },
    { text: '--init', flag: true },
  ]);
  const line = 'docker run -d --name=web -p 8080:80 nginx-debug';
  expect(
    flagPieces(line)
      .map(({ text }) => text)
      .join(''),
  ).toBe(line);
  expect(
    flagPieces(line)
      .filter(({ flag }) => flag)
      .map(({ text }) => text),
  ).toEqual(['-d', '--name', '-p']);
});

test('a hyphen within a word begins no flag', () => {
  expect(flagPieces('multi-stage builds')).toEqual([{ text: 'multi-stage builds', flag: false }]);
});
