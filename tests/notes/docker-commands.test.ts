import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { unknownWords } from './docker-commands.ts';

const CONTENT = join(import.meta.dirname, '../../src/content');
const read = (file: string) => readFileSync(join(CONTENT, file), 'utf8');

test.each([
  ['docker run -it --rm -p8080:80 --name web nginx ls --color', []],
  ['docker container ls -aq --filter status=exited && docker rm -f $(docker ps -q)', []],
  ['sudo docker --context default ps | grep docker', []],
  ["docker run --env 'A=1; docker rnu' busybox", []],
  ['docker run \\\n  -d nginx', []],
  ['docker rnu busybox', ['no command: docker rnu']],
  ['docker ps --al', ['no flag of docker ps: --al']],
  ['true; docker run -iz busybox', ['no flag of docker run: -iz']],
])('%s', (line, unknown) => {
  expect(unknownWords(line)).toEqual(unknown);
});

/** A block may show a mistake on purpose: then it says what exit code to expect. */
const FENCE = /^```(?:console|sh|bash)\b(?!.*\bexit=[1-9])[^\n]*\n(.*?)^```/gms;
const INLINE = /`(docker [^`\n]+)`/g;

test.each(globSync('**/*.mdx', { cwd: CONTENT }))('%s: its commands are in the CLI of the reference', (file) => {
  const text = read(file);
  const blocks = [...text.matchAll(FENCE)].flatMap(([, body = '']) => [
    ...body.matchAll(/^\$ (.*(?:\n> .*)*)/gm).map(([, command = '']) => command.replaceAll('\n> ', '\n ')),
  ]);
  const prose = [...text.replaceAll(/^```.*?^```/gms, '').matchAll(INLINE)].map(([, command = '']) => command);
  expect([...blocks, ...prose].flatMap(unknownWords)).toEqual([]);
});

test.each(globSync('cheatsheets/*.yaml', { cwd: CONTENT }))(
  '%s: its commands are in the CLI of the reference',
  (file) => {
    const { groups } = parse(read(file)) as { groups: { rows: { command: string }[] }[] };
    const rows = groups.flatMap((group) => group.rows);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.flatMap(({ command }) => unknownWords(command))).toEqual([]);
  },
);
