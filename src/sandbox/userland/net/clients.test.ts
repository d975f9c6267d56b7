import { expect, test } from 'vitest';
import { encode } from '../../kernel/bytes.ts';
import type { HttpRequest } from '../../kernel/net/http.ts';
import { listen } from '../../kernel/net/listen.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { TestHost } from '../test-kernel.ts';

/** A host with a listener at port 80: `/` says hello, everything else is missing. */
function hostThatServes() {
  const host = new TestHost('gnu', (callback) => setImmediate(callback));
  const [init] = host.kernel.processes.values();
  if (init === undefined) throw new Error('no process 1');
  const requests: HttpRequest[] = [];
  const http = async (request: HttpRequest) => {
    requests.push(request);
    const body = encode(request.target === '/' ? 'hello\n' : 'missing\n');
    const headers = { 'content-length': String(body.length), 'content-type': 'text/plain' };
    return { status: request.target === '/' ? 200 : 404, headers, body: ByteStream.of(body) };
  };
  listen(init, { port: 80 }, { http });
  return { host, requests };
}

test('curl prints the body and asks as itself', async () => {
  const { host, requests } = hostThatServes();
  const { stdout, exit } = await host.run(['curl', '-s', 'http://127.0.0.1/']);
  expect([stdout, exit]).toEqual(['hello\n', 0]);
  expect(requests[0]?.headers['user-agent']).toMatch(/^curl\//);
});

test('curl -f fails with 22 and prints no body', async () => {
  const { host } = hostThatServes();
  const { stdout, stderr, exit } = await host.run(['curl', '-sSf', 'http://127.0.0.1/none']);
  expect([stdout, exit]).toEqual(['', 22]);
  expect(stderr).toContain('The requested URL returned error: 404');
});

test('curl fails with 7 where nothing listens', async () => {
  const { host } = hostThatServes();
  expect((await host.run(['curl', '-s', 'http://127.0.0.1:81/'])).exit).toBe(7);
});

test('wget -O - prints the body; a missing page is exit code 8', async () => {
  const { host } = hostThatServes();
  expect((await host.run(['wget', '-qO-', 'http://127.0.0.1/'])).stdout).toBe('hello\n');
  expect((await host.run(['wget', '-qO-', 'http://127.0.0.1/none'])).exit).toBe(8);
});

test('wget stores the page under its name', async () => {
  const { host } = hostThatServes();
  expect((await host.run(['wget', '-q', 'http://127.0.0.1/'])).exit).toBe(0);
  expect(host.read('index.html')).toBe('hello\n');
});

test('ping counts its packets', async () => {
  const { host } = hostThatServes();
  const { stdout, exit } = await host.run(['ping', '-c', '2', '127.0.0.1']);
  expect(exit).toBe(0);
  expect(stdout).toContain('2 packets transmitted, 2 received, 0% packet loss');
});

test('ping of an unknown name is exit code 2', async () => {
  const { host } = hostThatServes();
  expect((await host.run(['ping', '-c', '1', 'nowhere.invalid'])).exit).toBe(2);
});
