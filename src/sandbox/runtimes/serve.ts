import http from 'node:http';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { HttpRequest, HttpResponse, Transport } from '../api/transport.ts';
import { ByteStream } from '../kernel/stream.ts';

/** Octets of a request's body that follow its head on a connection to be hijacked; `rest` is already the raw stream. */
interface Head {
  readonly body: Buffer;
  readonly rest: Buffer;
}

/** The Engine API over TCP, for a real docker CLI: `DOCKER_HOST=tcp://127.0.0.1:PORT docker ps`. */
export function createApiServer(transport: Transport): http.Server {
  const server = http.createServer((request, response) => {
    answer(transport, request, response).catch((error: unknown) => fail(response, error));
  });
  server.on('upgrade', (request: http.IncomingMessage, socket: Socket, head: Buffer) => {
    hijack(transport, request, socket, head).catch((error: unknown) => socket.destroy(asError(error)));
  });
  server.requestTimeout = 0; // an upload or an attached terminal may take hours
  return server;
}

async function answer(
  transport: Transport,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const body = new ByteStream();
  pump(request, body).catch(() => body.end()); // the client went away in the middle: the daemon sees the end
  const reply = await transport(toRequest(request, body));
  response.on('close', () => reply.body.cancel());
  response.writeHead(reply.status, reply.headers);
  response.flushHeaders(); // `docker run` waits for the head of /wait before it starts the container
  if (request.method === 'HEAD' || reply.status === 204 || reply.status === 304) {
    reply.body.cancel();
    response.end();
    return;
  }
  for await (const chunk of reply.body) {
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

async function hijack(
  transport: Transport,
  request: http.IncomingMessage,
  socket: Socket,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  socket.setNoDelay(true);
  const { body, rest } = await readBody(socket, head, Number(request.headers['content-length'] ?? 0));
  const reply = await transport(toRequest(request, ByteStream.of(body)));
  if (reply.upgraded === undefined) return refuse(socket, reply);

  const { input, output } = reply.upgraded;
  socket.on('close', () => {
    input.cancel();
    output.end();
  });
  socket.write(statusLine(101, 'UPGRADED', reply.headers));
  if (rest.length > 0) output.push(rest);
  await Promise.all([pump(socket, output).catch(() => output.end()), drain(input, socket)]);
}

/** A hijack that the daemon refuses is answered as any request is. */
async function refuse(socket: Socket, { status, headers, body }: HttpResponse): Promise<void> {
  const whole = await body.readAll();
  const plain = { ...headers, connection: 'close', 'content-length': String(whole.length) };
  socket.end(Buffer.concat([Buffer.from(statusLine(status, http.STATUS_CODES[status] ?? '', plain)), whole]));
}

const statusLine = (status: number, reason: string, headers: Readonly<Record<string, string>>): string =>
  [`HTTP/1.1 ${status} ${reason}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  );

/** Node leaves the body of an upgrading request on the socket. */
async function readBody(socket: Socket, head: Buffer, length: number): Promise<Head> {
  let got = head;
  while (got.length < length) {
    const chunk = await new Promise<Buffer | undefined>((resolve) => {
      socket.once('data', resolve);
      socket.once('close', () => resolve(undefined));
    });
    socket.pause();
    if (chunk === undefined) break;
    got = Buffer.concat([got, chunk]);
  }
  return { body: got.subarray(0, length), rest: got.subarray(length) };
}

function toRequest(request: http.IncomingMessage, body: ByteStream): HttpRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
  };
}

/** From Node to us. Reads on when nobody wants more; a half-closed socket stays open for the other direction. */
async function pump(from: Readable, to: ByteStream): Promise<void> {
  for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) await to.write(chunk);
  to.end();
}

/** From us to Node; half-closes at the end, so that what the client still sends is read. */
async function drain(from: ByteStream, to: Socket): Promise<void> {
  for await (const chunk of from) {
    if (!to.write(chunk)) await drained(to);
  }
  to.end();
}

/** Until there is room again, or nobody reads any more. */
const drained = (writable: Writable): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      writable.off('drain', done).off('close', done);
      resolve();
    };
    writable.on('drain', done).on('close', done);
  });

function fail(response: http.ServerResponse, error: unknown): void {
  const { message } = asError(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ message: `drydock: internal error: ${message}` }));
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
