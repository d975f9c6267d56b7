import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import type { FromHost, HostPort } from '../sandbox/runtimes/messages.ts';
import { nodePlatform } from '../sandbox/runtimes/node.ts';
import { createPageHost } from '../sandbox/runtimes/page-host.ts';
import { type Container, type ContainerProcess, webContainerPort } from '../sandbox/runtimes/webcontainer.ts';
import { shimBundle } from './shim-bundle.ts';

const LIMIT = 60_000;
const children = new Set<ChildProcess>();
const folders: string[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const bundle = shimBundle();

/** The worker's host, without a worker around it. */
function workerLike(): HostPort {
  let tell: (message: FromHost) => void = () => {};
  const take = createPageHost(nodePlatform(), (message) => tell(message));
  return { post: take, onMessage: (listener) => void (tell = listener), onError: () => {}, end: () => {} };
}

/** @webcontainer/api as far as it is used: real processes of Node in a folder of their own. */
function fakeContainer(port: number): Container {
  const workdir = mkdtempSync(join(tmpdir(), 'drydock-wc-'));
  folders.push(workdir);
  const at = (path: string) => join(workdir, path);
  const start = (command: string, args: readonly string[], path: string): ContainerProcess => {
    const child = spawn(command, args, {
      cwd: workdir,
      env: { PATH: path, HOME: workdir, PS1: '> ', DRYDOCK_PORT: String(port) },
    });
    children.add(child);
    const exit = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 137)));
    const output = new ReadableStream<string>({
      start(controller) {
        for (const stream of [child.stdout, child.stderr])
          stream.setEncoding('utf8').on('data', (text: string) => controller.enqueue(text));
        child.on('close', () => controller.close());
      },
    });
    const input = new WritableStream<string>({ write: (text) => void child.stdin.write(text.replaceAll('\r', '\n')) });
    return { output, input, exit, kill: () => void child.kill(), resize: () => {} };
  };
  return {
    workdir,
    fs: {
      readdir: (path, options) => readdir(at(path), options),
      readFile: async (path) => new Uint8Array(await readFile(at(path))),
      writeFile: (path, data) => writeFile(at(path), data),
      mkdir: (path, options) => mkdir(at(path), options),
      rm: (path, options) => rm(at(path), options),
    },
    async spawn(command, args, options) {
      if (command === 'chmod') chmodSync(at(args[1] ?? ''), 0o755);
      const node = dirname(process.execPath);
      if (command === 'jsh') {
        const path = [options?.env?.['PATH'] ?? '', node].join(delimiter);
        return start('/bin/bash', ['--norc', '-i'], path);
      }
      return start(command === 'node' ? process.execPath : '/bin/true', command === 'node' ? args : [], node);
    },
    on: () => () => {},
    teardown: () => {},
  };
}

/** What a port has told, and a wait for more of it. */
function listen(port: HostPort) {
  const heard: FromHost[] = [];
  port.onMessage((message) => heard.push(message));
  const until = async <T>(find: () => T | undefined): Promise<T> => {
    await expect.poll(find, { timeout: LIMIT - 5_000, interval: 50 }).toBeTruthy();
    return find() as T;
  };
  const output = (shell: number) =>
    heard.map((message) => (message.type === 'output' && message.shell === shell ? message.text : '')).join('');
  const answerTo = (id: number) => heard.find((message) => 'id' in message && message.id === id);
  return { heard, until, output, answerTo };
}

let lastPort = 24_000 + (process.pid % 900);
const RUNTIMES: Readonly<Record<string, () => HostPort>> = {
  'the worker’s': workerLike,
  'a WebContainer’s': () => {
    lastPort += 1;
    const container = fakeContainer(lastPort);
    return webContainerPort({ boot: () => Promise.resolve(container), shim: () => bundle });
  },
};

describe.each(Object.entries(RUNTIMES))('%s', (_name, runtime) => {
  test('shells, docker, files, the Engine API: one contract', { timeout: LIMIT }, async () => {
    const port = runtime();
    const { heard, until, output, answerTo } = listen(port);
    port.post({ type: 'start', start: { images: ['alpine'], files: { 'notes/a.txt': 'kept\n' } } });
    port.post({ type: 'ping' });
    await until(() => heard.find(({ type }) => type === 'pong'));
    for (const shell of [1, 2]) port.post({ type: 'open', shell, columns: 80, rows: 24 });
    await until(() => output(1) !== '' && output(2) !== '');

    port.post({ type: 'input', shell: 1, text: 'cat notes/a.txt\r' });
    await until(() => /\bkept/.test(output(1)));
    port.post({ type: 'input', shell: 2, text: "docker images --format '{{.Repository}}'\r" });
    await until(() => /alpine\r?\n/.test(output(2)));
    expect(output(1)).not.toContain('alpine');

    port.post({ type: 'request', id: 7, method: 'GET', target: '/images/json' });
    await until(() => heard.find((message) => message.type === 'end' && message.id === 7));
    expect(heard).toContainEqual({ type: 'head', id: 7, status: 200 });
    expect(heard.some((message) => message.type === 'body' && message.id === 7)).toBe(true);
    port.post({ type: 'look', id: 8, paths: ['/nowhere'] });
    expect(await until(() => answerTo(8))).toEqual({ type: 'found', id: 8, texts: [null] });
    port.post({ type: 'ask', id: 9, question: { kind: 'remove', path: 'missing-altogether' } });
    expect((await until(() => answerTo(9))).type).toMatch(/answer|refused/);

    port.post({ type: 'resize', shell: 1, columns: 40, rows: 10 });
    port.post({ type: 'input', shell: 1, text: 'exit 3\r' });
    await until(() => heard.find(({ type }) => type === 'exited'));
    expect(heard).toContainEqual({ type: 'exited', shell: 1, code: 3 });
    port.end();
  });
});

test.each([
  ['no answer', { boot: () => new Promise<never>(() => {}), patience: 20 }, /did not answer within/],
  ['no network', { boot: () => Promise.reject(new Error('fetch failed')) }, /fetch failed/],
  ['no isolation', { boot: () => Promise.reject(new Error('unused')), obstacle: 'not isolated' }, /not isolated/],
])('%s is told, once', async (_name, options, reason) => {
  const port = webContainerPort({ shim: () => Promise.resolve(''), ...options });
  const reasons: string[] = [];
  port.onError((text) => reasons.push(text));
  port.post({ type: 'start', start: { images: [], files: {} } });
  port.post({ type: 'open', shell: 1, columns: 80, rows: 24 });
  await expect.poll(() => reasons.length).toBe(1);
  expect(reasons[0]).toMatch(reason);
});

test(
  'the bundle is docker for plain Node: exit codes, Compose files, published ports',
  { timeout: LIMIT },
  async () => {
    lastPort += 1;
    const folder = mkdtempSync(join(tmpdir(), 'drydock-shim-'));
    folders.push(folder);
    await writeFile(join(folder, 'docker.mjs'), await bundle);
    const published = lastPort + 1_000;
    await writeFile(join(folder, 'compose.yaml'), `services: {web: {image: nginx, ports: ["${published}:80"]}}\n`);
    const env = { ...process.env, DRYDOCK_PORT: String(lastPort) };
    const server = spawn(process.execPath, ['docker.mjs', '--drydock-serve', 'nginx'], {
      cwd: folder,
      env,
      stdio: 'ignore',
    });
    children.add(server);
    const docker = async (...args: string[]) => {
      const child = spawn(process.execPath, ['docker.mjs', ...args], { cwd: folder, env });
      const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));
      const texts = await Promise.all([child.stdout, child.stderr].map(textOf));
      return { stdout: texts[0] ?? '', stderr: texts[1] ?? '', exit: await exit };
    };
    await expect
      .poll(async () => (await docker('--drydock-request', 'GET', '/_ping')).stdout, { timeout: 20_000 })
      .toBe('200\nOK');
    expect((await docker('compose', 'up', '-d', '--quiet-pull')).exit).toBe(0);
    expect((await docker('ps', '--format', '{{.Image}}')).stdout).toBe('nginx\n');
    expect(await (await fetch(`http://127.0.0.1:${published}/`)).text()).toContain('Welcome to nginx!');
    const { exit, stderr } = await docker('run', '--nope', 'nginx');
    expect([exit, stderr.split('\n')[0]]).toEqual([125, 'unknown flag: --nope']);
  },
);

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  return text;
}
