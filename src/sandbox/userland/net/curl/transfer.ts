import { type Bytes, concat, decode, EMPTY, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import type { Connection } from '../../../kernel/net/connection.ts';
import type { HttpResponse } from '../../../kernel/net/http.ts';
import type { Peer } from '../../../kernel/net/listener.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import { connectUnix } from '../../../kernel/net/unix.ts';
import type { Process } from '../../../kernel/process.ts';
import { toBase64 } from '../../../kernel/base64.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { readInput } from '../../tool/input.ts';
import { headerName, headLines } from '../http-text.ts';
import { hostHeader, parseWebAddress, type WebAddress } from '../url.ts';
import { LATE, within } from '../within.ts';
import { CurlFailure } from './failure.ts';
import type { CurlOptions } from './options.ts';
import { curlVersion } from './version.ts';

/** An answer, with what `-w` may ask for. Times in ms since the start. */
export interface Transferred {
  readonly url: string;
  readonly address: WebAddress;
  readonly method: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Status line and headers, with an empty line. */
  readonly head: string;
  readonly body: Bytes;
  /** Octets of the body, also of one that has gone out already. */
  readonly received: number;
  readonly sent: number;
  readonly redirects: number;
  readonly remote: Peer;
  readonly local: Peer;
  readonly resolved: number;
  readonly connected: number;
  readonly total: number;
}

/** Asks for a URL once. @throws {CurlFailure} */
export async function transfer(
  process: Process,
  options: CurlOptions,
  url: string,
  { started, redirects }: { started: number; redirects: number },
): Promise<Transferred> {
  const { clock } = process.kernel;
  const passed = () => clock.now() - started;
  const limit = options.ms('max-time') ?? Infinity;
  const address = parseWebAddress(url);
  if (address === undefined) throw new CurlFailure(3, 'URL using bad/illegal format or missing URL');
  if (!['http', 'https', 'ftp'].includes(address.scheme)) {
    throw new CurlFailure(1, `Protocol "${address.scheme}" not supported or disabled in libcurl`);
  }
  const say = (text: string) => (options.has('verbose') ? process.err(text) : Promise.resolve());
  const connection = await open(process, options, address, say, started);
  const connected = passed();
  if (address.scheme !== 'http') throw new CurlFailure(35, `drydock: not simulated: ${address.scheme}`);
  const data = await requestBody(process, options);
  const { method, headers } = requestHead(process, options, address, data);
  const lines = Object.entries(headers).map(([name, value]) => `> ${headerName(name)}: ${value}\n`);
  await say(`> ${method} ${targetOf(options, address, data)} HTTP/1.1\n${lines.join('')}> \n`);
  if (data !== undefined && method !== 'GET') await say(`} [${data.length} bytes data]\n`);
  const request = {
    method,
    target: targetOf(options, address, data),
    headers,
    ...(data !== undefined && !options.has('get') && { body: ByteStream.of(data) }),
  };
  const late = () =>
    new CurlFailure(28, `Operation timed out after ${Math.round(passed())} milliseconds with 0 bytes received`);
  let response: HttpResponse | typeof LATE;
  try {
    response = await within(process, limit - passed(), connection.http(request));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new CurlFailure(56, 'Recv failure: Connection reset by peer');
  }
  if (response === LATE) throw late();
  const head = `${headLines(response).join('\r\n')}\r\n\r\n`;
  await say(
    `${headLines(response)
      .map((line) => `< ${line}\n`)
      .join('')}< \n`,
  );
  const { body, received } =
    method === 'HEAD'
      ? { body: EMPTY, received: 0 }
      : await readBody(process, options, response, limit - passed(), late);
  if (received > 0) await say(`{ [${received} bytes data]\n`);
  return {
    url: `${address.scheme}://${hostHeader(address)}${address.target}`,
    address,
    method,
    status: response.status,
    headers: response.headers,
    head,
    body,
    received,
    sent: data?.length ?? 0,
    redirects,
    remote: connection.remote,
    local: connection.local,
    resolved: 0,
    connected,
    total: passed(),
  };
}

/** A stream that doesn't end, such as events, goes out as it comes. */
async function readBody(
  process: Process,
  options: CurlOptions,
  response: HttpResponse,
  limit: number,
  late: () => CurlFailure,
): Promise<{ body: Bytes; received: number }> {
  let received = 0;
  const chunks: Bytes[] = [];
  const endless = response.headers['content-length'] === undefined && options.value('output') === undefined;
  const streams = endless && !options.has('include') && !options.has('fail') && !options.has('location');
  const end = process.kernel.clock.now() + limit;
  for (;;) {
    const chunk = await within(process, end - process.kernel.clock.now(), response.body.read());
    if (chunk === LATE) {
      response.body.cancel();
      throw late();
    }
    if (chunk === null) return { body: concat(chunks), received };
    received += chunk.length;
    if (streams && !options.has('remote-name')) await process.out(chunk);
    else chunks.push(chunk);
  }
}

async function open(
  process: Process,
  options: CurlOptions,
  address: WebAddress,
  say: (text: string) => Promise<void>,
  started: number,
): Promise<Connection> {
  const passed = () => Math.round(process.kernel.clock.now() - started);
  const { host, port } = address;
  const refused = (closing = true) => {
    const message = curlVersion(process).refused(host, port, passed());
    return say(`* ${message}\n${closing ? '* Closing connection 0\n' : ''}`).then(() => new CurlFailure(7, message));
  };
  const socket = options.value('unix-socket');
  if (socket !== undefined) {
    await say(`*   Trying ${socket}:0...\n`);
    try {
      const connection = connectUnix(process, socket);
      await say(`* Connected to ${host} (${socket}) port ${port} (#0)\n`);
      return connection;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await say(`* Immediate connect fail for ${socket}: ${error.message}\n`);
      throw await refused();
    }
  }
  const ips = await addresses(process, options, address);
  const ip = ips[0] ?? '';
  await say(`*   Trying ${ip}:${port}...\n`);
  const connectLimit = options.ms('connect-timeout') ?? Infinity;
  const total = options.ms('max-time') ?? Infinity;
  try {
    const connection = await within(process, Math.min(connectLimit, total), connect(process, ip, port));
    if (connection === LATE) {
      throw new CurlFailure(
        28,
        connectLimit <= total
          ? `Failed to connect to ${host} port ${port} after ${passed()} ms: Timeout was reached`
          : `Connection timed out after ${passed()} milliseconds`,
      );
    }
    await say(`* Connected to ${host} (${ip}) port ${port} (#0)\n`);
    return connection;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'ECONNRESET') throw new CurlFailure(56, 'Recv failure: Connection reset by peer');
    await say(`* connect to ${ip} port ${port} failed: ${error.message}\n`);
    throw await refused();
  }
}

async function addresses(
  process: Process,
  options: CurlOptions,
  { host, port }: WebAddress,
): Promise<readonly string[]> {
  for (const entry of options.values('resolve')) {
    const [name, at, ...ip] = entry.split(':');
    if (name === host && Number(at) === port) return [ip.join(':')];
  }
  try {
    return await resolveName(process, host, options.has('ipv6') ? 'inet6' : options.has('ipv4') ? 'inet' : undefined);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new CurlFailure(6, `Could not resolve host: ${host}`);
  }
}

async function requestBody(process: Process, options: CurlOptions): Promise<Bytes | undefined> {
  const parts: Bytes[] = [];
  for (const [name, value] of options.given) {
    if (!['data', 'data-raw', 'data-binary', 'data-urlencode', 'json'].includes(name)) continue;
    if (parts.length > 0 && name !== 'json') parts.push(encode('&'));
    if (value.startsWith('@') && name !== 'data-raw') {
      try {
        const bytes = await readInput(process, value.slice(1));
        parts.push(name === 'data' ? encode(decode(bytes).replace(/[\r\n]/g, '')) : bytes);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        throw new CurlFailure(26, `Failed to open ${value.slice(1)}`);
      }
    } else if (name === 'data-urlencode') {
      const equals = value.indexOf('=');
      parts.push(
        encode(value.slice(0, equals + 1) + encodeURIComponent(value.slice(equals + 1)).replaceAll('%20', '+')),
      );
    } else parts.push(encode(value));
  }
  return parts.length === 0 ? undefined : concat(parts);
}

function targetOf(options: CurlOptions, { target }: WebAddress, data: Bytes | undefined): string {
  if (!options.has('get') || data === undefined) return target;
  return `${target}${target.includes('?') ? '&' : '?'}${decode(data)}`;
}

function requestHead(process: Process, options: CurlOptions, address: WebAddress, data: Bytes | undefined) {
  const posts = data !== undefined && !options.has('get');
  const method = options.value('request') ?? (options.has('head') ? 'HEAD' : posts ? 'POST' : 'GET');
  const headers: Record<string, string> = { host: hostHeader(address) };
  const user = options.value('user') ?? address.user;
  if (user !== undefined)
    headers['authorization'] = `Basic ${toBase64(encode(user.includes(':') ? user : `${user}:`))}`;
  headers['user-agent'] = options.value('user-agent') ?? `curl/${curlVersion(process).number}`;
  const json = options.has('json');
  headers['accept'] = json ? 'application/json' : '*/*';
  const referer = options.value('referer');
  if (referer !== undefined) headers['referer'] = referer;
  const cookie = options.value('cookie');
  if (cookie !== undefined) headers['cookie'] = cookie;
  if (posts) {
    headers['content-length'] = String(data.length);
    headers['content-type'] = json ? 'application/json' : 'application/x-www-form-urlencoded';
  }
  for (const line of options.values('header')) {
    const [, name = '', separator, value = ''] = /^([^:;]*)([:;]?)\s*(.*)$/.exec(line) ?? [];
    if (separator === ':' && value === '') delete headers[name.toLowerCase()];
    else headers[name.toLowerCase()] = value;
  }
  return { method, headers };
}
