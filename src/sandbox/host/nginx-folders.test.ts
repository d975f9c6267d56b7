import { expect, test } from 'vitest';
import { hub } from '../registry/hub/index.ts';
import { createHost } from './create-host.ts';

async function run(script: string): Promise<string> {
  const host = createHost({
    platform: { now: () => 0, timer: () => () => {}, turn: (callback) => setImmediate(callback) },
    clock: 'virtual',
    registry: hub(),
    images: ['nginx'],
  });
  const { stdout } = await host.run(script, { timeout: 60_000 });
  expect(host.kernel.faults).toEqual([]);
  return stdout;
}

test('nginx makes folders for its workers: the difference to its image', async () => {
  expect(
    await run(`docker run -d --name web nginx >/dev/null; sleep 1
      docker diff web | grep cache | sort
      docker exec web stat -c '%U %a' /var/cache/nginx/client_temp`),
  ).toBe(`A /var/cache/nginx/client_temp
A /var/cache/nginx/fastcgi_temp
A /var/cache/nginx/proxy_temp
A /var/cache/nginx/scgi_temp
A /var/cache/nginx/uwsgi_temp
C /var/cache
C /var/cache/nginx
nginx 700
`);
});

test.each([
  ['--read-only', 'mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)'],
  ['--read-only --tmpfs /var/cache/nginx', 'open() "/run/nginx.pid" failed (30: Read-only file system)'],
  ['--user 1000', 'mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)'],
  ['--cap-drop ALL', 'chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)'],
])('with %s it ends: %s', async (options, message) => {
  const out = await run(`docker run --name web ${options} nginx 2>&1 | grep '^nginx: .emerg'
    docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' web`);
  expect(out).toBe(`nginx: [emerg] ${message}\nexited 1\n`);
});

test('with what it writes in memory a read-only one runs', async () => {
  expect(
    await run(`docker run -d --name web --read-only --tmpfs /var/cache/nginx --tmpfs /run nginx >/dev/null; sleep 1
      docker inspect -f '{{.State.Status}}' web; docker exec web ls /run`),
  ).toBe('running\nnginx.pid\n');
});
