import { expect, test } from 'vitest';
import { attack, expectSound, hostileHost } from './host.ts';

const BOMB = 'b() { b | b & }; b';

test('a fork bomb on the host meets the limit of processes; killed, it leaves nothing', async () => {
  const host = hostileHost({ limits: { processes: 200 } });
  const { stderr } = await attack(host, `${BOMB}; sleep 2; kill -9 -1`, 10_000);
  expect(stderr).toContain('fork: retry: Resource temporarily unavailable');
  expect(host.kernel.processes.size).toBeLessThan(200);
});

test('a fork bomb in a container meets --pids-limit, and ends with it', async () => {
  const host = hostileHost();
  await attack(host, `docker run -d --name bomb --pids-limit 20 busybox sh -c '${BOMB}; sleep 100'; sleep 5`);
  const { stdout } = await attack(
    host,
    'cat /sys/fs/cgroup/system.slice/docker-$(docker inspect -f {{.Id}} bomb).scope/pids.current',
  );
  expect(Number(stdout)).toBeLessThanOrEqual(20);
  await attack(host, 'docker rm -f bomb');
  await expectSound(host);
});

test('kill -9 1 on the host and in a container: process 1 of a namespace does not hear its own', async () => {
  const host = hostileHost();
  await attack(host, 'kill -9 1; docker run --name one busybox sh -c "kill -9 1; echo alive"');
  expect((await attack(host, 'docker logs one')).stdout).toBe('alive\n');
  await expectSound(host);
});

test('kill -9 -1 in a container ends its other processes, not those of the host', async () => {
  const host = hostileHost();
  await attack(
    host,
    'docker run -d --name all busybox sh -c "sleep 100 & sleep 101 & wait; wait; sleep 1000"; sleep 1',
  );
  await attack(host, 'docker exec all sh -c "kill -9 -1"; sleep 1');
  expect((await attack(host, 'docker inspect -f {{.State.Running}} all')).stdout).toBe('true\n');
  await expectSound(host);
});

test('every signal to everything in a container', async () => {
  const host = hostileHost();
  await attack(host, 'docker run -d --name sig busybox sh -c "sleep 1000 & wait"');
  await attack(host, 'for s in $(seq 0 70); do docker kill -s $s sig; docker exec sig kill -$s -1; done');
  await attack(host, 'docker rm -f sig');
  await expectSound(host);
});

test('a pipeline of a thousand programs', async () => {
  const host = hostileHost();
  const { stdout, exit } = await attack(host, `echo a${' | cat'.repeat(999)}`);
  expect({ stdout, exit }).toEqual({ stdout: 'a\n', exit: 0 });
});

test('more processes than there is room for: Linux’s words, and all of them are gone again', async () => {
  const host = hostileHost({ limits: { processes: 100 } });
  const { stderr, exit } = await attack(host, `echo a${' | cat'.repeat(999)}`);
  expect(stderr).toContain('Resource temporarily unavailable');
  expect(exit).not.toBe(0);
  await expectSound(host);
});

test('a container for which there is no process', async () => {
  const host = hostileHost({ limits: { processes: 40 } });
  const { stderr } = await attack(
    host,
    'for i in $(seq 40); do docker run -d busybox sleep 1000 >/dev/null || break; done',
  );
  expect(stderr).toContain('resource temporarily unavailable');
  await attack(host, 'docker rm -f $(docker ps -aq)');
  await expectSound(host);
});
