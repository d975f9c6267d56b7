import { type Bytes, encode } from '../../../kernel/bytes.ts';
import { reasonOf } from '../../../kernel/net/http1.ts';
import type { HttpResponse } from '../../../kernel/net/http.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { httpDate } from '../../net/http-text.ts';
import type { Exchange } from './exchange.ts';

const REASONS: Readonly<Record<number, string>> = {
  301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 307: 'Temporary Redirect', 308: 'Permanent Redirect',
  400: 'Bad Request', 401: 'Authorization Required', 402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found',
  405: 'Not Allowed', 406: 'Not Acceptable', 408: 'Request Time-out', 409: 'Conflict', 410: 'Gone',
  411: 'Length Required', 412: 'Precondition Failed', 413: 'Request Entity Too Large', 414: 'Request-URI Too Large',
  415: 'Unsupported Media Type', 416: 'Requested Range Not Satisfiable', 421: 'Misdirected Request',
  429: 'Too Many Requests', 500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable', 504: 'Gateway Time-out', 505: 'HTTP Version Not Supported',
  507: 'Insufficient Storage', 206: 'Partial Content', 202: 'Accepted',
}; // prettier-ignore

const ADD_HEADER = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308]);

/** What to answer; `page` stands for the built-in page of an error. */
export interface Answer {
  readonly status: number;
  /** Between Content-Type and Connection. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly body?: Bytes;
  /** A body that comes in pieces, of a server behind. */
  readonly stream?: ByteStream;
  /** After Connection: ETag, Accept-Ranges. */
  readonly trailing?: Readonly<Record<string, string>>;
  readonly location?: string;
}

const hasPage = (status: number): boolean => status in REASONS && status >= 300;

const page = (status: number, signature: string): Bytes => {
  const title = `${status} ${REASONS[status] ?? ''}`;
  return encode(
    [
      '<html>',
      `<head><title>${title}</title></head>`,
      '<body>',
      `<center><h1>${title}</h1></center>`,
      `<hr><center>${signature}</center>`,
      '</body>',
      '</html>',
      '',
    ].join('\r\n'),
  );
};

/** Makes a response of an answer, with nginx's headers in nginx's order. */
export function respond(exchange: Exchange, answer: Answer): HttpResponse {
  const { status } = answer;
  const head = exchange.request.method === 'HEAD';
  const bodiless = status === 204 || status === 304;
  const builtIn = answer.body === undefined && answer.stream === undefined && hasPage(status) && !bodiless;
  const body = builtIn ? page(status, exchange.signature) : (answer.body ?? encode(''));
  const type = builtIn ? 'text/html' : answer.type;
  const closes = status >= 500 && status !== 502 && status !== 503 && status !== 504;
  const headers: Record<string, string> = {
    server: exchange.signature,
    date: httpDate(exchange.master.kernel.clock.now()),
    ...(type !== undefined && !bodiless && { 'content-type': type }),
    ...(answer.stream === undefined && !bodiless && { 'content-length': String(body.length) }),
    ...answer.headers,
    ...(answer.location !== undefined && { location: answer.location }),
    connection: closes || exchange.request.headers['connection']?.toLowerCase() === 'close' ? 'close' : 'keep-alive',
    ...answer.trailing,
  };
  for (const { args } of exchange.block.all('add_header')) {
    const [name = '', value = '', always] = args;
    if (always === 'always' || ADD_HEADER.has(status)) headers[name.toLowerCase()] = exchange.expand(value);
  }
  exchange.status = status;
  exchange.sent = head || bodiless ? 0 : body.length;
  const reason = REASONS[status] ?? reasonOf(status);
  return {
    status,
    reason,
    headers,
    body: head || bodiless ? ByteStream.of() : (answer.stream ?? ByteStream.of(body)),
  };
}
