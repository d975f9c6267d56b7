import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FILE, fidelity } from '../../scripts/fidelity.ts';

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
  );
  expect(text).toContain('1 of 2 commands are simulated');
  expect(text.split('\n').filter((line) => line.startsWith('| `'))).toEqual([
    '| `docker ps` | simulated | `--size` `--last` |',
    '| `docker search` | refused | |',
  ]);
});
