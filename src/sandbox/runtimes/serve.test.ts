import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { HttpRequest, Transport } from '../api/transport.ts';
import { decode, encode } from '../kernel/bytes.ts';
import { ByteStream, duplexPair, type Duplex } from '../kernel/stream.ts';
import { createApiServer } from './serve.ts';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(transport: Transport): Promise<number> {
  const server = createApiServer(transport);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function ask(port: number, options: http.RequestOptions, body?: string): Promise<http.IncomingMessage> {
  const request = http.request({ host: '127.0.0.1', port, agent: false, ...options });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return response;
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

test('a request goes in whole and the answer comes out whole', async () => {
  let seen: HttpRequest | undefined;
  let body = '';
  const port = await listen(async (request) => {
    seen = request;
    body = decode((await request.body?.readAll()) ?? encode('none'));
    return { status: 201, headers: { 'content-type': 'application/json' }, body: ByteStream.of(encode('{"Id":"x"}')) };
  });
  const options = { method: 'POST', path: '/containers/create?name=a%20b', headers: { 'X-Meta': 'yes' } };
  const response = await ask(port, options, '{"Image":"busybox"}');

  expect([response.statusCode, response.headers['content-type'], await textOf(response)]).toEqual([
    201,
    'application/json',
    '{"Id":"x"}',
  ]);
  expect([seen?.method, seen?.target, seen?.headers['x-meta'], body]).toEqual([
    'POST',
    '/containers/create?name=a%20b',
    'yes',
    '{"Image":"busybox"}',
  ]);
});

test('the head is sent before there is a body: /wait depends on it', async () => {
  const body = new ByteStream();
  const port = await listen(() => Promise.resolve({ status: 200, headers: {}, body }));
  const response = await ask(port, { method: 'POST', path: '/containers/x/wait' });
  body.push(encode('{"StatusCode":0}'));
  body.end();
  expect(await textOf(response)).toBe('{"StatusCode":0}');
});

test('a client that goes away cancels the body', async () => {
  const body = new ByteStream();
  const gone = new Promise<void>((resolve) => body.onCancel(resolve));
  const port = await listen(() => Promise.resolve({ status: 200, headers: {}, body }));
  const response = await ask(port, { path: '/events' });
  response.destroy();
  await gone;
  expect(body.cancelled).toBe(true);
});

test('a failure of the transport is an error of the server, not its end', async () => {
  const port = await listen(() => Promise.reject(new Error('boom')));
  for (const path of ['/a', '/b']) {
    const response = await ask(port, { path });
    expect([response.statusCode, await textOf(response)]).toEqual([500, '{"message":"drydock: internal error: boom"}']);
  }
});

/** A daemon that hijacks every connection; `there` is its end. */
async function hijacking(): Promise<{ port: number; there: Promise<Duplex>; bodies: string[] }> {
  const { promise: there, resolve } = Promise.withResolvers<Duplex>();
  const bodies: string[] = [];
  const port = await listen(async (request) => {
    bodies.push(decode((await request.body?.readAll()) ?? encode('none')));
    const [here, far] = duplexPair();
    resolve(far);
    return { status: 101, headers: { connection: 'Upgrade', upgrade: 'tcp' }, body: ByteStream.of(), upgraded: here };
  });
  return { port, there, bodies };
}

const upgrade = (path: string, body = '') =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

test('a hijacked connection carries octets both ways, from before the answer', async () => {
  const { port, there, bodies } = await hijacking();
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.end(`${upgrade('/exec/x/start', '{"Tty":true}')}typed early\n`);

  const { input, output } = await there;
  expect(decode(await input.readAll())).toBe('typed early\n');
  output.push(encode('after the half-close\n'));
  output.end();
  await once(socket, 'end');
  expect(bodies).toEqual(['{"Tty":true}']);
  expect(text).toMatch(/^HTTP\/1\.1 101 UPGRADED\r\n(?:.*\r\n)*\r\nafter the half-close\n$/);
});

test('a hijacked connection that breaks ends both streams', async () => {
  const { port, there } = await hijacking();
  const socket = net.connect(port, '127.0.0.1');
  socket.write(upgrade('/containers/x/attach'));
  const { input, output } = await there;
  const gone = new Promise<void>((resolve) => output.onCancel(resolve));
  socket.resetAndDestroy();
  await gone;
  expect(await input.readAll()).toEqual(new Uint8Array(0));
});

test('a hijack that is refused is answered as a plain request', async () => {
  const body = ByteStream.of(encode('{"message":"No such container: x"}'));
  const port = await listen(() => Promise.resolve({ status: 404, headers: { server: 'Docker' }, body }));
  const socket = net.connect(port, '127.0.0.1');
  socket.write(upgrade('/containers/x/attach'));
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  await once(socket, 'end');
  expect(text).toBe(
    'HTTP/1.1 404 Not Found\r\nserver: Docker\r\nconnection: close\r\ncontent-length: 34\r\n\r\n{"message":"No such container: x"}',
  );
});
