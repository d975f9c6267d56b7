import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkCommand } from './check-command.ts';
import { flagForms } from './flag-forms.ts';

test.each([
  ['docker run -d -p 80:80 nginx', 'docker run -d -p 80:80 nginx', 'docker run --detach --publish 80:80 nginx'],
  [
    'docker run --interactive --tty ubuntu bash -l',
    'docker run -it ubuntu bash -l',
    'docker run --interactive --tty ubuntu bash -l',
  ],
  ['docker logs -f --tail=20 web', 'docker logs -f -n 20 web', 'docker logs --follow --tail 20 web'],
  [
    'docker rm -f $(docker ps -aq) -v',
    'docker rm -f $(docker ps -aq) -v',
    'docker rm --force $(docker ps --all --quiet) --volumes',
  ],
  [
    "docker inspect -f '{{.Id}} -f' web",
    "docker inspect -f '{{.Id}} -f' web",
    "docker inspect --format '{{.Id}} -f' web",
  ],
  [
    'docker run --rm=false --name x nginx',
    'docker run --rm=false --name x nginx',
    'docker run --rm=false --name x nginx',
  ],
  [
    'ls -l | docker exec -i web cat -n',
    'ls -l | docker exec -i web cat -n',
    'ls -l | docker exec --interactive web cat -n',
  ],
  [
    'docker run --name web -d --cpus 1 -m 1g nginx -d',
    'docker run --name web -d --cpus 1 -m 1g nginx -d',
    'docker run --name web --detach --cpus 1 --memory 1g nginx -d',
  ],
  ['docker compose up -d', 'docker compose up -d', 'docker compose up --detach'],
])('%s', (line, short, long) => {
  const forms = flagForms(line);
  expect(forms.long).toBe(long);
  expect(forms.short).toBe(short);
});

interface Sheet {
  readonly groups: readonly { readonly rows: readonly { readonly command: string }[] }[];
}

describe.each(globSync('src/content/cheatsheets/*.yaml'))('%s', (path) => {
  const { groups } = parse(readFileSync(path, 'utf8')) as Sheet;
  test.each(groups.flatMap(({ rows }) => rows.map(({ command }) => command)))('%s', (command) => {
    const { short, long } = flagForms(command);
    expect([...checkCommand(short), ...checkCommand(long)]).toEqual([]);
    expect(flagForms(short)).toEqual({ short, long });
    expect(flagForms(long)).toEqual({ short, long });
  });
});
