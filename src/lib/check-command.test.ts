import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkCommand } from './check-command.ts';

test.each([
  ['docker run -it --rm ubuntu bash --login', []],
  ['docker container ls -aq', []],
  ['docker stop $(docker ps -q)', []],
  ['docker run --name=x -e A=b -p 80:80 nginx -g x', []],
  ['docker ps --nosuch', ['docker ps has no --nosuch']],
  ['docker ps -aZ', ['docker ps has no -Z']],
  ['docker rnu nginx', ['unknown command: docker rnu nginx']],
  ['ls -l | grep -x docker', []],
  ['docker compose -f a.yaml --profile test up -d', []],
  ['docker compose --nosuch up -d', ['docker compose has no --nosuch']],
  ['docker compose -f a.yaml up --nosuch', ['docker compose up has no --nosuch']],
])('%s', (line, wrong) => {
  expect(checkCommand(line)).toEqual(wrong);
});

interface Sheet {
  readonly groups: readonly { readonly rows: readonly { readonly command: string; readonly compose?: string }[] }[];
}

test.each(globSync('src/content/cheatsheets/*.yaml'))(
  '[SHEETS-1] %s names commands and flags that the CLI has',
  (path) => {
    const { groups } = parse(readFileSync(path, 'utf8')) as Sheet;
    const wrong = groups.flatMap(({ rows }) =>
      rows
        .flatMap(({ command, compose = '' }) => [command, compose])
        .flatMap((command) => checkCommand(command).map((what) => `${command}: ${what}`)),
    );
    expect(wrong).toEqual([]);
  },
);
