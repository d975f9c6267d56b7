import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string> {
  const { stdout } = await runScript(`exec 2>&1\n${script}`, { images: ['busybox', 'debian'] });
  return stdout;
}

test('a name may begin with slashes, as inspect shows that of a container', async () => {
  const seen = await run(`
    docker run -d --name web busybox sleep 300 >/dev/null; docker network create lab >/dev/null
    docker inspect -f '{{.Name}}' /web; docker exec /web echo inside; docker image inspect -f '{{.Os}}' /busybox
    docker volume create data; docker volume rm /data; docker network rm /lab
    docker start web/x; docker start /; docker wait /nosuch; docker rm -f //web
  `);
  expect(seen.split('\n')).toEqual([
    ...['/web', 'inside', 'linux', 'data', '/data', '/lab'],
    ...['Error response from daemon: No such container: web/x', 'Error: failed to start containers: web/x'],
    ...['Error response from daemon: page not found', 'Error: failed to start containers: /'],
    ...['Error response from daemon: No such container: nosuch', '//web', ''],
  ]);
});

test('limits: -1 is none, a size may have an exponent, blocks of a file have 512 octets but in bash', async () => {
  const seen = await run(`
    docker run --rm --ulimit memlock=-1 busybox sh -c 'ulimit -l'
    docker run --rm -m 1e2m busybox echo fine
    docker run --rm --ulimit fsize=1024 busybox sh -c 'ulimit -f'
    docker run --rm --ulimit fsize=1024 debian sh -c 'ulimit -f'
    docker run --rm --ulimit fsize=1024 debian bash -c 'ulimit -f'
  `);
  expect(seen).toBe('unlimited\nfine\n2\n2\n1\n');
});

test('what is no UTF-8 is replaced in the log of json-file, kept in that of local', async () => {
  const seen = await run(`
    docker run --name json busybox printf 'a\\377\\n' >/dev/null; docker logs json | od -An -tx1
    docker run --name local --log-driver local busybox printf 'a\\377\\n' >/dev/null; docker logs local | od -An -tx1
  `);
  expect(seen).toBe(' 61 ef bf bd 0a\n 61 ff 0a\n');
});

test('the network of the host and none stand alone', async () => {
  const seen = await run(`
    for n in "host --network none" "none --network bridge" "lab --network host"; do
      docker run --rm --network $n busybox true 2>&1 | head -n 1
    done
  `);
  expect(seen)
    .toBe(`docker: Error response from daemon: failed to set up container networking: container sharing network namespace with another container or host cannot be connected to any other network
docker: Error response from daemon: failed to set up container networking: container cannot be connected to multiple networks with one of the networks in private (none) mode
docker: conflicting options: cannot attach both user-defined and non-user-defined network-modes
`);
});

test('info of a client alone asks nobody; without an answer the failure is the last line', async () => {
  const seen = await run(`
    docker -H tcp://127.0.0.1:1 info --format '{{.ClientInfo.Context}}'; echo $?
    docker -H tcp://127.0.0.1:1 info 2>&1 | tail -n 1
    docker -H tcp://127.0.0.1:1 info --format '{{.Name}}|{{.ServerErrors}}'; echo $?
  `);
  const failure = 'Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?';
  expect(seen).toBe(`default\n0\n${failure}\n|[]\n${failure}\n1\n`);
});

test('swap and memory together are no less than memory alone; time -p is plain', async () => {
  const seen = await run(`
    docker run -d --name web -m 128m --memory-swap 256m busybox sleep 300 >/dev/null
    docker update --memory-swap 32m web
    docker inspect -f '{{.HostConfig.MemorySwap}}' web
    docker run --rm busybox sh -c 'time -p true'
    docker run --rm debian bash -c 'x=grüße; echo \${#x}'
  `);
  const refusal =
    'Cannot update container ID: runc did not terminate successfully: exit status 1: memory+swap limit should be >= memory limit';
  expect(seen.replace(/[0-9a-f]{64}/, 'ID')).toBe(
    `Error response from daemon: ${refusal}\n268435456\nreal 0.00\nuser 0.00\nsys 0.00\n7\n`,
  );
});
