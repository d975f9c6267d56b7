import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandPath } from '../command.ts';
import { GROUPS, NOT_SIMULATED, PLUGINS } from './not-simulated.ts';
import { COMMANDS } from './index.ts';
import { REFUSED } from './refused.ts';
import { findEntry } from '../registry.ts';

interface Recorded {
  readonly name: string;
  readonly flags: readonly { name: string; short: string | null; type: string }[];
}
const { commands } = JSON.parse(readFileSync('tests/transcripts/cli.json', 'utf8')) as { commands: Recorded[] };
const byName = new Map(commands.map((command) => [command.name, command]));

test.each([...COMMANDS, ...REFUSED].map((command) => [commandPath(command), command] as const))(
  'flags of %s',
  (path, command) => {
    const ours = Object.entries(command.flags)
      .filter(([name, spec]) => spec.hidden !== true && name !== 'help')
      .map(([name, { short, type }]) => ({ name, short: short ?? null, type }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const theirs = [...(byName.get(path)?.flags ?? [])]
      .map(({ name, short, type }) => ({ name, short, type }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(ours).toEqual(theirs);
  },
);

// Defaults are compared by the help texts: the list has lost those on folded lines.

test('every command of docker is known: as data, as a group, or as not simulated', () => {
  const unknown = commands
    .map(({ name }) => name)
    .filter((name) => name !== 'docker' && !PLUGINS.some((plugin) => name.startsWith(`docker ${plugin}`)))
    .filter((name) => findEntry(name) === undefined);
  expect(unknown).toEqual([]);
});

test('nothing that runs is listed as not simulated', () => {
  const running = COMMANDS.flatMap((command) => [commandPath(command), ...(command.also ?? [])]);
  const refused = new Set(REFUSED.map(commandPath));
  expect(running.filter((path) => path in NOT_SIMULATED || path in GROUPS || refused.has(path))).toEqual([]);
});
