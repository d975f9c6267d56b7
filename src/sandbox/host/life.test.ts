import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';
import type { Host } from './host.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const hostWith = (...images: string[]): Host => createTestHost({ images });
const shown = async (host: Host, command: string) => (await host.run(command)).stdout.trim();
const inspect = (host: Host, template: string) => shown(host, `docker inspect -f '${template}' job`);

test('on-failure:3 starts a failing container three times more, then leaves it', async () => {
  const host = hostWith('busybox');
  await host.run("docker run -d --name job --restart on-failure:3 busybox sh -c 'echo try; exit 7'");
  await host.wait(HOUR);
  expect(await inspect(host, '{{.RestartCount}} {{.State.Status}} {{.State.ExitCode}}')).toBe('3 exited 7');
  expect(await shown(host, 'docker logs job')).toBe('try\ntry\ntry\ntry');
});

test('on-failure leaves a container that succeeds', async () => {
  const host = hostWith('busybox');
  await host.run('docker run -d --name job --restart on-failure busybox true');
  await host.wait(HOUR);
  expect(await inspect(host, '{{.RestartCount}} {{.State.Status}}')).toBe('0 exited');
});

test('always waits longer before each start, up to a minute', async () => {
  const host = hostWith('busybox');
  await host.run('docker run -d --name job --restart always busybox false');
  await host.wait(HOUR);
  const [count, status] = (await inspect(host, '{{.RestartCount}} {{.State.Status}}')).split(' ');
  expect(Number(count)).toBeGreaterThan(60);
  expect(Number(count)).toBeLessThan(80);
  expect(status).toBe('restarting');
});

test('a container that was stopped by hand stays stopped, whatever its policy', async () => {
  const host = hostWith('busybox');
  await host.run('docker run -d --name job --restart always busybox sleep 1d; docker stop -t 0 job');
  await host.wait(DAY);
  expect(await inspect(host, '{{.State.Status}} {{.RestartCount}}')).toBe('exited 0');
});

test('a container writes its log while nobody watches', async () => {
  const host = hostWith('busybox');
  await host.run("docker run -d --name job busybox sh -c 'while sleep 60; do date +%s; done'");
  await host.wait(HOUR + 30_000);
  expect((await shown(host, 'docker logs job')).split('\n')).toHaveLength(60);
  expect(await shown(host, 'docker logs --since 5m job | wc -l')).toBe('5');
  expect(await shown(host, 'docker ps --format "{{.Status}}"')).toBe('Up About an hour');
});

test('a health check goes on for hours, turns unhealthy after its retries, and back', async () => {
  const host = hostWith('busybox');
  await host.run(
    "docker run -d --name job --health-cmd 'test -e /ok' --health-interval 30s --health-retries 3 " +
      "busybox sh -c 'touch /ok; sleep 1d'",
  );
  const health = () => inspect(host, '{{.State.Health.Status}} {{.State.Health.FailingStreak}}');
  expect(await health()).toBe('starting 0');
  await host.wait(HOUR);
  expect(await health()).toBe('healthy 0');
  await host.run('docker exec job rm /ok');
  await host.wait(61_000);
  expect(await health()).toBe('healthy 2');
  await host.wait(30_000);
  expect(await health()).toBe('unhealthy 3');
  await host.run('docker exec job touch /ok');
  await host.wait(31_000);
  expect(await health()).toBe('healthy 0');
  expect(await inspect(host, '{{len .State.Health.Log}}')).toBe('5');
});

test('in the start period the distance of checks is the start interval, five seconds unless it says otherwise', async () => {
  const host = hostWith('busybox');
  await host.run(
    'docker run -d --name job --health-cmd true --health-interval 1s --health-start-period 8s busybox sleep 1d',
  );
  await host.wait(4_000);
  expect(await inspect(host, '{{.State.Health.Status}}')).toBe('starting');
  await host.wait(2_000);
  expect(await inspect(host, '{{.State.Health.Status}}')).toBe('healthy');
});

test('a container ends by itself in its time, and --rm takes it away', async () => {
  const host = hostWith('busybox');
  await host.run('docker run -d --name job busybox sleep 5400; docker run -d --rm --name gone busybox sleep 60');
  await host.wait(HOUR);
  expect(await shown(host, 'docker ps -a --format "{{.Names}} {{.State}}"')).toBe('job running');
  await host.wait(HOUR);
  expect(await inspect(host, '{{.State.Status}} {{.State.ExitCode}}')).toBe('exited 0');
  expect(
    await shown(host, 'docker events --since 2h --until 0s --filter event=die --format "{{.Actor.Attributes.name}}"'),
  ).toBe('gone\njob');
});

test('events of a run stand in the order of the engine', async () => {
  const host = hostWith('busybox');
  const told = async (commands: string) => {
    await host.run('sleep 5');
    await host.run(`${commands}; sleep 1`);
    return (await shown(host, "docker events --since 4s --until 0s --format '{{.Type}} {{.Action}}'")).split('\n');
  };
  expect(await told('docker create --name job -v kept:/x busybox sleep 1d; docker start job')).toEqual([
    'volume create',
    'container create',
    'volume mount',
    'network connect',
    'container start',
  ]);
  const end = ['network disconnect', 'volume unmount'];
  expect(await told('docker stop -t 0 job')).toEqual([
    'container kill',
    'container kill',
    ...end,
    'container stop',
    'container die',
  ]);
  // The network is connected when the container is there: not with a command that isn't.
  expect(await told('docker create --name bad -v kept:/x busybox nosuch; docker start bad')).toEqual([
    'container create',
    'volume mount',
    ...end,
  ]);
});
