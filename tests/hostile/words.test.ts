import { expect, test } from 'vitest';
import { attack, expectSound, hostileHost } from './host.ts';

const NAMES = [
  '..',
  '../..',
  '.',
  '/',
  'a/../b',
  '-',
  '--',
  ' ',
  '\t',
  'é',
  '日本',
  '🐳',
  '\u202e',
  'a\nb',
  'a\u0001b',
  '__proto__',
  'x'.repeat(5_000),
];
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

test.each(NAMES)('%j as a name of all kinds is refused or works; nothing is half made', async (name) => {
  const host = hostileHost();
  const before = (await attack(host, 'docker ps -aq; docker volume ls -q; docker network ls -q; docker images -q'))
    .stdout;
  const made: string[] = [];
  for (const create of [
    'docker create --name',
    'docker volume create',
    'docker network create',
    'docker tag busybox',
  ]) {
    const operands = create.endsWith('--name') ? ' busybox true' : '';
    if ((await attack(host, `${create} ${quote(name)}${operands}`)).exit === 0) made.push(create);
  }
  const after = (await attack(host, 'docker ps -aq; docker volume ls -q; docker network ls -q; docker images -q'))
    .stdout;
  if (made.length === 0) expect(after).toBe(before);
  for (const verb of [
    'start',
    'inspect',
    'logs',
    'rm',
    'exec',
    'cp',
    'volume rm',
    'network rm',
    'rmi',
    'build',
    'run',
    'compose -p',
  ]) {
    await attack(host, `docker ${verb} ${quote(name)} true </dev/null`);
  }
  await expectSound(host);
});

test('an argument of a megabyte', async () => {
  const host = hostileHost();
  await attack(
    host,
    'x=$(head -c 1000000 /dev/zero | tr "\\0" x); echo $x | wc -c; docker run --rm busybox echo $x | wc -c; docker create --name $x busybox; docker ps -f name=$x; docker run --rm -e X=$x -l l=$x busybox true; test $x = $x; case $x in *x) :;; esac; echo ${x//x/yy} | wc -c',
  );
  await expectSound(host);
});

test('output without end stops with its reader, or with the command', async () => {
  const host = hostileHost();
  const endless = [
    'yes | head -n 3',
    'docker run --rm busybox yes | head -n 3',
    'cat /dev/zero | head -c 3 | wc -c',
    'while :; do echo a; done | head -n 2',
  ];
  for (const command of endless) expect((await attack(host, command)).exit).toBe(0);
  expect((await attack(host, 'yes > /dev/null', 100)).exit).toBe('timeout');
  await attack(
    host,
    'docker run -d --name flood --log-opt max-size=1m busybox yes; sleep 0.1; docker logs --tail 2 flood; docker rm -f flood',
  );
  await expectSound(host);
});

test('binary output comes through, and does not upset a terminal', async () => {
  const host = hostileHost();
  expect((await attack(host, 'head -c 100000 /dev/urandom | wc -c')).stdout).toBe('100000\n');
  await attack(
    host,
    'docker run --rm busybox head -c 100000 /dev/urandom; docker run --rm -t busybox head -c 10000 /dev/urandom; cat /bin/busybox >/dev/null; printf "\\0\\377\\x1b[999999C\\x1b]0;x"',
  );
  await expectSound(host);
});

test.each([
  ['$(', ')'], ['( ', ' )'], ['{ ', '; }'], ['if :; then ', '; fi'], ['"$(', ')"'], ['${x:-', '}'], ['$((', '))'], ['[[ ( ', ' ) ]]'], ['eval ', ''],
])('%s nested a thousand times', async (open, close) => {
  const host = hostileHost();
  await attack(host, `echo ${open.repeat(1_000)}echo 1${close.repeat(1_000)}`);
  await attack(host, `docker run --rm busybox sh -c ${quote(`echo ${open.repeat(1_000)}echo 1${close.repeat(1_000)}`)}`);
  await expectSound(host);
}); // prettier-ignore
