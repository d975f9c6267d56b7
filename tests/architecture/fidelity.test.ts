import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FILE, fidelity } from '../../scripts/fidelity.ts';
import { countSteps } from '../../scripts/fidelity-steps.ts';

test('docs/fidelity.md is up to date: npm run fidelity', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(fidelity());
});

test('a command that is missing and a flag that is not simulated are refused', () => {
  const flags = (...names: string[]) => names.map((name) => ({ name }));
  const text = fidelity(
    [
      {
        use: 'docker ps [OPTIONS]',
        short: 'List containers',
        args: { min: 0, max: 0 },
        flags: { all: { type: 'bool', usage: 'x' }, size: { type: 'bool', usage: 'x', simulated: false } },
      },
    ],
    {
      cli: 'docker 28.5.2',
      commands: [
        { name: 'docker', aliases: [], flags: [], commands: ['ps', 'search'] },
        {
          name: 'docker ps',
          aliases: ['docker container ls', 'docker ps'],
          flags: flags('all', 'size', 'last'),
          commands: [],
        },
        {
          name: 'docker container ls',
          aliases: ['docker container ls', 'docker ps'],
          flags: flags('all'),
          commands: [],
        },
        { name: 'docker search', aliases: [], flags: [], commands: [] },
      ],
    },
    ['docker ps -a | wc -l', 'x=$(docker container ls -q); docker --debug search term', 'echo docker'],
  );
  expect(text).toContain('Of 2 commands 0 are simulated with all of their flags');
  expect(text.split('\n').filter((line) => line.startsWith('| `docker '))).toEqual([
    '| `docker ps` | simplified | 2 | `--size` `--last` |',
    '| `docker search` | refused | 1 | |',
  ]);
});

test('a step counts for the longest name of a command that it calls', () => {
  const names = new Set(['docker compose up', 'docker container ls', 'docker ps']);
  const lines = [
    'docker compose -f a.yaml -p x up -d',
    'docker container ls; docker ps; docker ps -a',
    'docker container',
  ];
  expect(countSteps(lines, names)).toEqual(
    new Map([
      ['docker compose up', 1],
      ['docker container ls', 1],
      ['docker ps', 2],
    ]),
  );
});
