import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandHelp, rootHelp } from '../program.ts';
import { ROOT_FLAGS } from '../root.ts';
import { COMMANDS } from './index.ts';

interface Recorded {
  readonly name: string;
  readonly flags: readonly { name: string; short: string | null; type: string }[];
}
const { commands } = JSON.parse(readFileSync('tests/transcripts/cli.json', 'utf8')) as { commands: Recorded[] };
const recorded = new Map(commands.map((command) => [command.name, command]));
const help = JSON.parse(readFileSync('tests/cli/compose-help.json', 'utf8')) as Record<string, string>;

test('every command of docker compose is there', () => {
  const theirs = [...recorded.keys()].filter((name) => /^docker compose [a-z]+$/.test(name));
  expect(COMMANDS.map(({ name }) => `docker compose ${name}`).sort()).toEqual(theirs.sort());
});

test.each([
  ...COMMANDS.map(({ name, flags }) => [`docker compose ${name}`, flags] as const),
  ['docker compose', ROOT_FLAGS] as const,
])('flags of %s', (path, flags) => {
  const ours = Object.entries(flags as (typeof COMMANDS)[0]['flags'])
    .filter(([, spec]) => spec.hidden !== true)
    .map(([name, { short, type }]) => `${short ?? ''} ${name} ${type}`);
  const theirs = (recorded.get(path)?.flags ?? []).map(({ name, short, type }) => `${short ?? ''} ${name} ${type}`);
  expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
});

test.each(COMMANDS.map((command) => [command.name, command] as const))('docker compose %s --help', (name, command) => {
  if (name !== 'bridge') expect(commandHelp(command, 80)).toBe(help[`docker compose ${name}`]);
});

test('docker compose --help', () => expect(rootHelp(80)).toBe(help['docker compose']));
