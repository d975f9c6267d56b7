import { encode } from '../../kernel/bytes.ts';
import type { HttpResponse } from '../../kernel/net/http.ts';
import { ByteStream, type Duplex } from '../../kernel/stream.ts';

export const json = (value: unknown, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: ByteStream.of(encode(`${JSON.stringify(value)}\n`)),
});

export const empty = (status = 204): HttpResponse => ({ status, headers: {}, body: ByteStream.of() });

export const stream = (
  body: ByteStream,
  type = 'application/json',
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({
  status: 200,
  headers: { 'content-type': type, ...headers },
  body,
});

export const streamType = (framed: boolean): string =>
  `application/vnd.docker.${framed ? 'multiplexed' : 'raw'}-stream`;

/** A request that becomes a connection. */
export const hijacked = (connection: Duplex, framed: boolean): HttpResponse => ({
  status: 101,
  headers: { connection: 'Upgrade', upgrade: 'tcp', 'content-type': streamType(framed) },
  body: connection.input,
  upgraded: connection,
});

/** JSON values, one a line. */
export const lines = (values: readonly unknown[]): HttpResponse =>
  stream(ByteStream.of(...values.map((value) => encode(`${JSON.stringify(value)}\r\n`))));
