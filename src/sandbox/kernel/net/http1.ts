import { type Bytes, encode } from '../bytes.ts';
import { Errno } from '../errno.ts';
import { ByteStream, type Duplex } from '../stream.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import { OctetReader } from './octet-reader.ts';

const REASONS: Readonly<Record<number, string>> = {
  101: 'Switching Protocols', 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found',
  304: 'Not Modified', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found',
  405: 'Method Not Allowed', 409: 'Conflict', 500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway',
  503: 'Service Unavailable',
}; // prettier-ignore

/** `OK` for 200. */
export const reasonOf = (status: number): string => REASONS[status] ?? '';

/** Start line and headers, up to the empty line. */
async function readHead(reader: OctetReader): Promise<{ start: string; headers: Record<string, string> } | undefined> {
  const start = await reader.line();
  if (start === undefined) return undefined;
  const headers: Record<string, string> = {};
  for (let line = await reader.line(); line !== undefined && line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { start, headers };
}

async function copyCounted(reader: OctetReader, count: number, to: ByteStream): Promise<void> {
  for (let left = count; left > 0;) {
    const part = await reader.some(left);
    if (part === undefined) return;
    left -= part.length;
    await to.write(part);
  }
}

async function copyBody(
  reader: OctetReader,
  headers: Readonly<Record<string, string>>,
  to: ByteStream,
  toEnd: boolean,
) {
  if (headers['transfer-encoding']?.toLowerCase() === 'chunked') {
    for (;;) {
      const size = parseInt((await reader.line()) ?? '0', 16);
      if (!(size > 0)) break;
      await copyCounted(reader, size, to);
      await reader.line();
    }
    await reader.line();
  } else if (headers['content-length'] !== undefined) {
    await copyCounted(reader, Number(headers['content-length']), to);
  } else if (toEnd) {
    await copyCounted(reader, Infinity, to);
  }
  to.end();
}

const headOf = (start: string, headers: Readonly<Record<string, string>>): Bytes =>
  encode([start, ...Object.entries(headers).map(([name, value]) => `${titled(name)}: ${value}`), '', ''].join('\r\n'));

const titled = (name: string): string =>
  name === 'etag' ? 'ETag' : name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());

async function writeBody(body: ByteStream, to: ByteStream, chunked: boolean): Promise<void> {
  for await (const part of body) {
    if (chunked) to.push(encode(`${part.length.toString(16)}\r\n`));
    const wanted = await to.write(part);
    if (chunked) to.push(encode('\r\n'));
    if (!wanted) return body.cancel();
  }
  if (chunked) to.push(encode('0\r\n\r\n'));
}

/** Speaks HTTP/1.1 over octets, on behalf of a handler: for those who type requests by hand. */
export async function serveHttp({ input, output }: Duplex, handler: HttpHandler): Promise<void> {
  const reader = new OctetReader(input);
  for (let keep = true; keep;) {
    const head = await readHead(reader);
    if (head === undefined) break;
    const [, method, target, version] = /^([A-Z]+) (\S+)(?: HTTP\/(1\.[01]))?$/.exec(head.start) ?? [];
    if (method === undefined || target === undefined) {
      output.push(headOf('HTTP/1.1 400 Bad Request', { connection: 'close', 'content-length': '0' }));
      break;
    }
    const body = new ByteStream();
    const received = copyBody(reader, head.headers, body, false);
    const response = await handler({ method, target, headers: head.headers, body });
    keep = version === '1.1' && head.headers['connection']?.toLowerCase() !== 'close';
    await answer(response, output, method === 'HEAD', version === '1.1');
    if (response.upgraded !== undefined) return joinUpgraded(response.upgraded, reader, output);
    body.cancel();
    await received;
  }
  output.end();
}

async function answer(response: HttpResponse, output: ByteStream, headOnly: boolean, mayChunk: boolean): Promise<void> {
  const { status, reason, headers, body, upgraded } = response;
  const bodiless = headOnly || status === 204 || status === 304 || upgraded !== undefined;
  const chunked = !bodiless && mayChunk && headers['content-length'] === undefined;
  output.push(
    headOf(
      `HTTP/1.1 ${status} ${reason ?? reasonOf(status)}`,
      chunked ? { ...headers, 'transfer-encoding': 'chunked' } : headers,
    ),
  );
  if (bodiless) body.cancel();
  else await writeBody(body, output, chunked);
}

async function joinUpgraded(upgraded: Duplex, reader: OctetReader, output: ByteStream): Promise<void> {
  const toHandler = copyCounted(reader, Infinity, upgraded.output).then(() => upgraded.output.end());
  for await (const part of upgraded.input) await output.write(part);
  output.end();
  await toHandler;
}

/** Asks by HTTP/1.1 over octets: for a server that speaks for itself. @throws {Errno} ECONNRESET: that's no HTTP */
export async function requestOver({ input, output }: Duplex, request: HttpRequest): Promise<HttpResponse> {
  const { method, target, headers, body } = request;
  const chunked = body !== undefined && headers['content-length'] === undefined;
  output.push(
    headOf(`${method} ${target} HTTP/1.1`, chunked ? { ...headers, 'transfer-encoding': 'chunked' } : headers),
  );
  if (body !== undefined) void writeBody(body, output, chunked);
  const reader = new OctetReader(input);
  const head = await readHead(reader);
  const [, code, reason] = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(head?.start ?? '') ?? [];
  const status = Number(code ?? NaN);
  if (head === undefined || Number.isNaN(status)) throw new Errno('ECONNRESET');
  const answerBody = new ByteStream();
  answerBody.onCancel(() => input.cancel());
  if (method === 'HEAD' || status === 204 || status === 304) answerBody.end();
  else void copyBody(reader, head.headers, answerBody, true);
  return { status, ...(reason !== undefined && { reason }), headers: head.headers, body: answerBody };
}
