import { expect, test } from 'vitest';
import { COMMANDS, runCommand } from './commands.ts';
import { Database } from './database.ts';
import { matchesGlob } from './glob.ts';
import { failure, integer, splitWords } from './resp.ts';

const now = 1_000;
const context = () => ({ database: new Database(() => now), now, random: () => 0 });
function run(at: ReturnType<typeof context>, name: string, ...args: string[]) {
  const command = COMMANDS[name];
  if (command === undefined) throw new Error(`no command ${name}`);
  return runCommand(command, at, args);
}

test('[RED-1] a list is no number', () => {
  const at = context();
  run(at, 'lpush', 'l', 'a');
  expect(run(at, 'incr', 'l')).toEqual(failure('WRONGTYPE Operation against a key holding the wrong kind of value'));
});

test('[RED-2] a key without time to live says -1, a missing one -2', () => {
  const at = context();
  run(at, 'set', 'a', '1');
  expect(run(at, 'ttl', 'a')).toEqual(integer(-1));
  expect(run(at, 'ttl', 'b')).toEqual(integer(-2));
});

test('[RED-3] patterns and quoted words', () => {
  expect(matchesGlob('user:*', 'user:1')).toBe(true);
  expect(matchesGlob('h?llo', 'hllo')).toBe(false);
  expect(splitWords(`set "a b" 'c'`)).toEqual(['set', 'a b', 'c']);
  expect(splitWords('set "a')).toBeUndefined();
});
