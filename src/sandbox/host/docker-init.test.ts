import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const host = createTestHost({ images: ['alpine', 'debian'] });
const said = async (command: string) => {
  const { stdout, stderr, exit } = await host.run(command);
  return `${stdout}${stderr}${exit}`;
};

test('docker-init has the options of tini', async () => {
  const run = (words: string) => said(`docker run --rm --init alpine sh -c '/sbin/docker-init ${words}'`);
  expect(await run('--version')).toBe('tini version 0.19.0\n0');
  expect(await run('-x')).toMatch(/^\/sbin\/docker-init: invalid option -- 'x'\ndocker-init \(tini version[^]*\n\n1$/);
  expect(await run('-e 300 true')).toMatch(/^\[FATAL tini \(\d+\)\] Not a valid option for -e: 300\n1$/);
  expect(await run('-e 3 -- sh -c "exit 3"')).toMatch(/run Tini as PID 1\.\n0$/);
});

test('TINI_VERBOSITY: what it spawned, reaped and passed on', async () => {
  await host.run('docker run -d --name told -e TINI_VERBOSITY=4 --init alpine sleep 100; docker stop told');
  const { stderr } = await host.run('docker logs told');
  expect(stderr.replaceAll(/\d+/g, 'N').split('\n')).toEqual([
    "[INFO  tini (N)] Spawned child process 'sleep' with pid 'N'",
    "[DEBUG tini (N)] Passing signal: 'Terminated'",
    '[TRACE tini (N)] No child to reap',
    '[DEBUG tini (N)] Received SIGCHLD',
    "[DEBUG tini (N)] Reaped child with pid: 'N'",
    "[INFO  tini (N)] Main child exited with signal (with signal 'Terminated')",
    '[TRACE tini (N)] No child to wait',
    '[TRACE tini (N)] Exiting: child has exited',
    '',
  ]);
});

test('shells catch SIGCHLD from the start, and a trapped signal', async () => {
  const caught = async (image: string, shell: string) =>
    (
      await host.run(`docker run --rm ${image} ${shell} -c 'trap : TERM; grep SigCgt /proc/$$/status; :'`)
    ).stdout.trim();
  for (const [image, shell] of [
    ['alpine', 'sh'],
    ['debian', 'sh'],
    ['debian', 'bash'],
  ] as const) {
    expect(await caught(image, shell)).toBe('SigCgt:\t0000000000014002');
  }
});

test('bash tries to fork for 15 seconds; the end of a child breaks its wait off', async () => {
  const fork = async (script: string) =>
    (await host.run(`docker run --rm --pids-limit 4 debian bash -c '${script}' 2>&1; echo $?`)).stdout;
  const retry = 'bash: fork: retry: Resource temporarily unavailable\n';
  expect(await fork('sleep 5 & sleep 5 & sleep 5 & sleep 5 & wait')).toBe(
    `${retry.repeat(3)}bash: fork: Interrupted system call\n254\n`,
  );
  expect(await fork('sleep 60 & sleep 60 & sleep 60 & ls; echo not reached')).toBe(
    `${retry.repeat(4)}bash: fork: Resource temporarily unavailable\n254\n`,
  );
  // A pipeline is made with SIGCHLD blocked: those that have ended are still counted at the end.
  expect(await fork('sleep 9 & sleep 9 & sleep 9 & ls | cat')).toBe(
    `${retry.repeat(4)}bash: fork: Resource temporarily unavailable\n254\n`,
  );
  expect(await fork('sleep 2.5 & sleep 2.5 & sleep 2.5 & echo one; true $(ls) && echo $SECONDS')).toBe(
    `one\n${retry.repeat(2)}2\n0\n`,
  );
});

test('tini says that it cannot fork', async () => {
  const { stderr } = await host.run('docker run --rm --init --pids-limit 1 debian ls');
  expect(stderr).toBe('[FATAL tini (1)] fork failed: Resource temporarily unavailable\n');
});

test('a shell that sends itself SIGINT ends of it', async () => {
  for (const [image, shell] of [
    ['alpine', 'sh'],
    ['debian', 'sh'],
    ['debian', 'bash'],
  ] as const) {
    expect((await host.run(`docker run --rm --init ${image} ${shell} -c 'kill -INT $$; echo on'`)).exit).toBe(130);
  }
});

test('bash wakes a stopped job that it is to end', async () => {
  const ended = async (kill: string) =>
    (await host.run(`bash -c 'set -m; sleep 9 & kill -STOP %1; sleep 0.1; ${kill}; sleep 0.1; jobs'`)).stdout;
  expect(await ended('kill %1')).toMatch(/^\[1\]\+  Terminated +sleep 9\n$/);
  expect(await ended('kill -INT %1')).toMatch(/^\[1\]\+  Stopped +sleep 9\n$/);
});
