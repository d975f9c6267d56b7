import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandPath } from './command.ts';
import { COMMANDS } from './command/index.ts';
import { commandHelp, groupHelp } from './help.ts';
import { childrenOf, findEntry } from './registry.ts';
import { rootHelp } from './root.ts';

/** What docker 28.5.2 printed for `docker X --help`, without a terminal and on one of 200 columns. */
const recorded = JSON.parse(readFileSync('tests/cli/help.json', 'utf8')) as Record<
  string,
  Record<'80' | '200', string>
>;
const paths = COMMANDS.flatMap((command) => [commandPath(command), ...(command.also ?? [])]);

test.each(paths)('%s --help', (path) => {
  const entry = findEntry(path);
  if (entry?.kind !== 'command') throw new Error(`${path} is not a command`);
  expect(commandHelp(entry.command, entry.path, entry.own, 80)).toBe(recorded[path]?.['80']);
  expect(commandHelp(entry.command, entry.path, entry.own, 200)).toBe(recorded[path]?.['200']);
});

test.each([
  'docker container',
  'docker image',
  'docker system',
  'docker network',
  'docker volume',
  'docker context',
  'docker swarm',
  'docker buildx',
  'docker builder',
])('%s --help', (path) => {
  const entry = findEntry(path);
  if (entry?.kind !== 'group') throw new Error(`${path} is not a group`);
  expect(groupHelp(path, entry.short, childrenOf(path))).toBe(recorded[path]?.['80']);
});

test('docker --help', () => {
  expect(rootHelp(80)).toBe(recorded['docker']?.['80']);
  expect(rootHelp(200)).toBe(recorded['docker']?.['200']);
});
