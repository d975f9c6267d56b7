import { beforeEach, expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const TTY = { columns: 100, rows: 30 };
const DOCKERFILE = `FROM alpine AS one
RUN sleep 10 && echo one > /one
FROM alpine AS two
RUN sleep 10 && echo two > /two
FROM alpine
COPY --from=one /one /
COPY --from=two /two /
`;
const open = (files: Readonly<Record<string, string>>) =>
  createTestHost({
    images: ['alpine'],
    files,
  });
let host: ReturnType<typeof open>;

beforeEach(() => {
  host = open({
    Dockerfile: DOCKERFILE,
    'broken/Dockerfile': DOCKERFILE.replace('sleep 10 && echo two', 'sleep 2; nosuch'),
    'long/Dockerfile': 'FROM alpine\nRUN sleep 60\n',
  });
});

const seconds = async (command: string): Promise<number> => {
  const { stdout } = await host.run(`a=$(date +%s); ${command} >/dev/null 2>&1; echo $(($(date +%s) - a))`);
  return Number(stdout);
};

test('[SOLVE-1] stages that do not need each other are built at once', async () => {
  expect(await seconds('docker build .')).toBeLessThan(15);
  const { stdout } = await host.run('docker run --rm $(docker build -q .) cat /one /two');
  expect(stdout).toBe('one\ntwo\n');
});

test('[SOLVE-2] a step that fails cancels what runs beside it, and is the error', async () => {
  expect(await seconds('docker build broken')).toBeLessThan(8);
  const { stderr, exit } = await host.run('docker build --progress plain broken');
  expect(stderr).toMatch(/^#\d+ CANCELED$/m);
  expect(stderr).toContain('ERROR: failed to build: failed to solve: process "/bin/sh -c sleep 2; nosuch');
  expect(exit).toBe(1);
  expect((await host.run('ps -e -o args | grep -c "[s]leep 10"')).stdout).toBe('0\n');
});

test('[SOLVE-3] ^C cancels a build: exit code 130, and nothing of it goes on', async () => {
  const { stdout, exit } = await host.run('docker build long', { tty: TTY, stdin: '\x03' });
  expect(stdout).toMatch(/\x1b\[33m => CANCELED \[2\/2\] RUN sleep 60 +\d/);
  expect(stdout).toContain('ERROR: failed to build: failed to solve: Canceled: context canceled\r\n');
  expect(exit).toBe(130);
  expect((await host.run('sleep 1; ps -e -o args | grep -c "[s]leep 60"')).stdout).toBe('0\n');
});

test('[SOLVE-4] what has ended is blue on a terminal, an error red; NO_COLOR takes that away', async () => {
  const { stdout } = await host.run('docker build broken', { tty: TTY });
  expect(stdout).toMatch(/\x1b\[34m => \[internal\] load build definition/);
  expect(stdout).toMatch(/\x1b\[31m => ERROR \[two 2\/2\] RUN/);
  const plain = await host.run('NO_COLOR=1 docker build broken', { tty: TTY });
  expect(plain.stdout).not.toMatch(/\x1b\[3\dm/);
});

test('[SOLVE-5] on a terminal a first picture stands before an error that comes before the first step', async () => {
  const { stdout, exit } = await host.run('docker build nosuch', { tty: TTY });
  expect(stdout).toMatch(/\[\+\] Building 0\.0s \(0\/0\) +docker:default\x1b\[K\r\n/);
  expect(stdout).toMatch(/\x1b\[\?25hERROR: failed to build: unable to prepare context: path "nosuch" not found\r\n$/);
  expect(exit).toBe(1);
  const early = await host.run('docker build --secret bogus=1 .', { tty: TTY });
  expect(early.stdout).not.toContain('Building');
});
