import { expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../api/transport.ts';
import { decode, encode } from '../kernel/bytes.ts';
import type { FileView } from '../kernel/fs/view.ts';
import { ByteStream, duplexPair } from '../kernel/stream.ts';
import { docker } from './docker.ts';
import type { Io } from './io.ts';

type Answer = (request: HttpRequest) => HttpResponse | undefined;
const json = (status: number, value: unknown): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: ByteStream.of(encode(JSON.stringify(value))),
});
const refusal = (status: number, message: string) => json(status, { message });

/** Runs a command line against a daemon that answers by hand. */
async function run(line: string, answer: Answer = () => undefined, stdin = '') {
  const seen: string[] = [];
  const out = { stdout: '', stderr: '' };
  const input = stdin === '' ? [] : [encode(stdin)];
  const text = (data: string | Uint8Array) => (typeof data === 'string' ? data : decode(data));
  const io: Io = {
    env: new Map([['HOME', '/root']]),
    fs: { cwd: '/root', exists: () => false } as unknown as FileView,
    out: async (data) => void (out.stdout += text(data)),
    err: async (data) => void (out.stderr += text(data)),
    readFile: async () => new Uint8Array(),
    read: async () => input.shift() ?? null,
    isTerminal: () => false,
    size: () => undefined,
    raw: () => () => {},
    quiet: () => () => {},
    onSignal: () => () => {},
    sleep: async () => {},
    now: () => 0,
  };
  const exit = await docker(line.split(' ').slice(1), io, async (request) => {
    const name = `${request.method} ${request.target.replace(/^\/v1\.51/, '')}`;
    if (!name.endsWith('/_ping')) seen.push(name);
    return answer(request) ?? json(200, {});
  });
  return { ...out, exit, seen };
}

// each was asked of docker 28.5.2
test.each([
  ['docker nosuch', "docker: unknown command: docker nosuch\n\nRun 'docker --help' for more information\n", 1],
  [
    'docker container nosuch',
    "docker: unknown command: docker container nosuch\n\nUsage:  docker container\n\nRun 'docker container --help' for more information\n",
    1,
  ],
  [
    'docker ps --nosuch',
    "unknown flag: --nosuch\n\nUsage:  docker ps [OPTIONS]\n\nRun 'docker ps --help' for more information\n",
    125,
  ],
  [
    'docker --nosuch',
    "unknown flag: --nosuch\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information\n",
    125,
  ],
  [
    'docker container list x',
    "docker: 'docker container ls' accepts no arguments\n\nUsage:  docker container ls [OPTIONS]\n\nRun 'docker container ls --help' for more information\n",
    1,
  ],
  [
    'docker rm',
    "docker: 'docker rm' requires at least 1 argument\n\nUsage:  docker rm [OPTIONS] CONTAINER [CONTAINER...]\n\nSee 'docker rm --help' for more information\n",
    1,
  ],
  [
    'docker images a b',
    "docker: 'docker images' requires at most 1 argument\n\nUsage:  docker images [OPTIONS] [REPOSITORY[:TAG]]\n\nSRun 'docker images --help' for more information\n",
    1,
  ],
  ['docker help nosuch', 'unknown help topic: nosuch\n', 1],
  ['docker --log-level foo ps', 'Unable to parse logging level: foo\n', 1],
  [
    'docker -H tcp://127.0.0.1:1 ps',
    'Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?\n',
    1,
  ],
  ['docker run -d -a stdout busybox', 'conflicting options: cannot specify both --attach and --detach\n', 1],
  [
    'docker run -p abc busybox',
    "docker: Invalid containerPort: abc\n\nRun 'docker run --help' for more information\n",
    125,
  ],
  [
    'docker create -p x busybox',
    "docker: Invalid containerPort: x\n\nRun 'docker create --help' for more information\n",
    125,
  ],
  [
    'docker ps --format {{.Foo}}',
    `failed to execute template: template: :1:2: executing "" at <.Foo>: can't evaluate field Foo in type *formatter.ContainerContext\n`,
    1,
  ],
  ['docker update web', 'you must provide one or more flags when using this command\n', 1],
  ['docker cp a b', 'must specify at least one container source\n', 1],
  [
    'docker checkpoint ls web',
    'docker checkpoint ls is only supported on a Docker daemon with experimental features enabled\n',
    1,
  ],
  [
    'docker start --checkpoint c1 web',
    '"--checkpoint" is only supported on a Docker daemon with experimental features enabled\n',
    1,
  ],
  [
    'docker run --cpu-count 1 busybox',
    '"--cpu-count" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux\n',
    1,
  ],
  ['docker trust inspect busybox', 'drydock: not simulated: docker trust inspect\n', 1],
  ['docker compose up -d', 'drydock: not simulated: docker compose\n', 1],
  ['docker swarm ca --external-ca x', 'drydock: not simulated: docker swarm ca --external-ca\n', 125],
])('%s', async (line, stderr, exit) => {
  expect(await run(line)).toMatchObject({ stdout: '', stderr, exit });
});

test('help goes to stdout when asked for, to stderr when a group is called alone', async () => {
  expect((await run('docker help')).stdout).toContain('Common Commands:');
  const alone = await run('docker container');
  expect(alone).toMatchObject({ stdout: '', exit: 0 });
  expect(alone.stderr).toContain('Usage:  docker container COMMAND');
  expect((await run('docker ps -h')).stdout).toMatch(
    /^Flag shorthand -h has been deprecated, use --help\nUsage: {2}docker ps/,
  );
});

test('several names: what went well is printed, failures come at the end', async () => {
  const answer: Answer = ({ target }) =>
    target.includes('nosuch') ? refusal(404, 'No such container: nosuch') : { ...json(204, ''), body: ByteStream.of() };
  expect(await run('docker stop a nosuch b', answer)).toMatchObject({
    stdout: 'a\nb\n',
    stderr: 'Error response from daemon: No such container: nosuch\n',
    exit: 1,
  });
  const removed = await run('docker rm -f a nosuch', answer);
  expect(removed).toMatchObject({
    stdout: 'a\n',
    stderr: 'Error response from daemon: No such container: nosuch\n',
    exit: 0,
  });
});

test('start says which containers it could not start', async () => {
  const result = await run('docker start nosuch', () => refusal(404, 'No such container: nosuch'));
  expect(result.stderr).toBe(
    'Error response from daemon: No such container: nosuch\nError: failed to start containers: nosuch\n',
  );
});

/** A daemon whose container prints `out`, then what it got as input, and exits with `code`. */
function daemon(code: number, { image = true, tty = false } = {}): Answer {
  let pulled = image;
  const [client, container] = duplexPair();
  const frame = (stream: number, text: string) =>
    tty ? encode(text) : Uint8Array.of(stream, 0, 0, 0, 0, 0, 0, encode(text).length, ...encode(text));
  return ({ target }) => {
    if (target.includes('/images/create')) {
      pulled = true;
      return {
        ...json(200, ''),
        body: ByteStream.of(encode('{"status":"Pulling from library/busybox","id":"latest"}\n')),
      };
    }
    if (target.includes('/containers/create')) {
      return pulled ? json(201, { Id: 'c0ffee', Warnings: [] }) : refusal(404, 'No such image: busybox:latest');
    }
    if (target.includes('/attach')) return { ...json(101, ''), upgraded: client };
    if (target.includes('/wait')) return json(200, { StatusCode: code });
    if (!target.includes('/start')) return undefined;
    void (async () => {
      container.output.push(frame(1, 'out\n'));
      container.output.push(frame(2, 'err\n'));
      const typed = decode(await container.input.readAll());
      if (typed !== '') container.output.push(frame(1, typed));
      container.output.end();
    })();
    return { ...json(204, ''), body: ByteStream.of() };
  };
}

test('run creates, attaches, waits, starts, copies both streams and gives the exit code', async () => {
  const result = await run('docker run busybox sh -c exit', daemon(3));
  expect(result).toMatchObject({ stdout: 'out\n', stderr: 'err\n', exit: 3 });
  expect(result.seen).toEqual([
    'POST /containers/create',
    'POST /containers/c0ffee/attach?stderr=1&stdout=1&stream=1',
    'POST /containers/c0ffee/wait?condition=next-exit',
    'POST /containers/c0ffee/start',
  ]);
});

test('run pulls a missing image and tells so on stderr', async () => {
  const result = await run('docker run --rm busybox', daemon(0, { image: false }));
  expect(result.stdout).toBe('out\n');
  expect(result.stderr).toBe(
    "Unable to find image 'busybox:latest' locally\nlatest: Pulling from library/busybox\nerr\n",
  );
  expect(result.seen).toContain('POST /images/create?fromImage=busybox&tag=latest');
});

test('run -i passes input on and closes it at its end', async () => {
  const result = await run('docker run -i busybox cat', daemon(0), 'typed\n');
  expect(result).toMatchObject({ stdout: 'out\ntyped\n', exit: 0 });
});

test('run -d prints the id', async () => {
  const result = await run('docker run -d busybox', daemon(0));
  expect(result).toMatchObject({ stdout: 'c0ffee\n', exit: 0 });
});

test('a command that is missing in the container is 127, one that may not run 126', async () => {
  const failing = (message: string): Answer => {
    const good = daemon(0);
    return (request) => (request.target.includes('/start') ? refusal(400, message) : good(request));
  };
  const missing = await run('docker run busybox x', failing('exec: "x": executable file not found in $PATH'));
  expect(missing).toMatchObject({
    exit: 127,
    stderr: `docker: Error response from daemon: exec: "x": executable file not found in $PATH\n\nRun 'docker run --help' for more information\n`,
  });
  expect((await run('docker run busybox x', failing('exec: "/": permission denied'))).exit).toBe(126);
  expect((await run('docker run busybox x', failing('port is already allocated'))).exit).toBe(125);
});

test('inspect of something missing prints an empty list, with a template an empty line', async () => {
  const answer: Answer = () => refusal(404, 'No such container: x');
  expect(await run('docker inspect x', answer)).toMatchObject({
    stdout: '[]\n',
    stderr: 'Error: No such object: x\n',
    exit: 1,
  });
  expect(await run('docker inspect -f {{.Id}} x', answer)).toMatchObject({ stdout: '\n', exit: 1 });
  expect(await run('docker inspect -f {{.Id x', answer)).toMatchObject({
    stdout: '',
    stderr: 'template parsing error: template: :1: unclosed action\n',
    exit: 64,
  });
});

test('ps turns sizes on when the template asks for them', async () => {
  const answer: Answer = ({ target }) => (target.includes('/containers/json') ? json(200, []) : undefined);
  expect((await run('docker ps --format {{.Size}}', answer)).seen).toEqual(['GET /containers/json?size=1']);
  expect((await run('docker ps -aq', answer)).seen).toEqual(['GET /containers/json?all=1']);
  expect((await run('docker ps -l', answer)).seen).toEqual(['GET /containers/json?all=1&limit=1']);
});

test.each([
  ['until=', `"until" filter expects a duration (e.g., '24h'): time: invalid duration ""`],
  [
    'until=2026-01-01',
    `"until" filter expects a duration (e.g., '24h'): time: unknown unit "-" in duration "2026-01-01"`,
  ],
  ['unused-for=5x', `"unused-for" filter expects a duration (e.g., '24h'): time: unknown unit "x" in duration "5x"`],
  ['until=1h --filter until=2h', 'filters expect only one value'],
])('buildx prune --filter %s is refused before anything is asked', async (filter, words) => {
  const { stderr, exit, seen } = await run(`docker buildx prune -f --filter ${filter}`);
  expect({ stderr, exit }).toEqual({ stderr: `ERROR: ${words}\n`, exit: 1 });
  expect(seen.filter((line) => line.includes('build'))).toEqual([]);
});

test('a connection that the daemon refuses is told without its words', async () => {
  const { stderr } = await run('docker attach --detach-keys foo box', ({ method, target }) => {
    if (target.includes('/attach')) return refusal(400, 'Invalid escape keys (foo) provided');
    return method === 'GET' ? json(200, { Id: 'box', State: { Running: true }, Config: { Tty: false } }) : undefined;
  });
  expect(stderr).toBe('unable to upgrade to tcp, received 400\n');
});
