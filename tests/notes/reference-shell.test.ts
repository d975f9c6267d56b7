import { expect, test } from 'vitest';
import { oneShell } from './reference-shell.ts';

const runs = (...commands: string[]) => {
  const page = { name: 'p', about: '', images: [], files: {}, steps: commands.map((run) => ({ run })) };
  const { page: shared, typed } = oneShell(page);
  return { run: shared.steps.map(({ run }) => run), typed: shared.steps.map(({ run }) => typed.get(run)) };
};

test('variables and the directory are there for the steps that follow, and only those', () => {
  const commands = ['ls', 'A=1 B=2', 'id=$(docker ps -q)', 'cd /srv', 'docker top $id'];
  const { run, typed } = runs(...commands);
  expect(run).toEqual([
    'ls',
    'A=1 B=2',
    '{ A=1 B=2; } 2>/dev/null; id=$(docker ps -q)',
    '{ A=1 B=2; id=$(docker ps -q); } 2>/dev/null; cd /srv',
    '{ A=1 B=2; id=$(docker ps -q); cd /srv; } 2>/dev/null; docker top $id',
  ]);
  expect(typed).toEqual(commands);
});

test.each(['A=1 env', 'cd sub && docker build .', 'echo x=1', 'f=$(mktemp); echo $f', 'docker run -e A=1 busybox'])(
  'not carried: %s',
  (command) => {
    expect(runs(command, 'pwd').run).toEqual([command, 'pwd']);
  },
);

test('a server has the time to start that typing takes', () => {
  const steps = [{ run: 'docker run -d nginx' }, { run: 'curl localhost' }, { run: 'curl web', wait: 2 }];
  const { page } = oneShell({ name: 'p', about: '', images: [], files: {}, steps });
  expect(page.steps.map(({ wait }) => wait)).toEqual([undefined, 1, 2]);
});
