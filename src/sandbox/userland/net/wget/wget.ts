import { type Bytes, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import type { Connection } from '../../../kernel/net/connection.ts';
import type { HttpResponse } from '../../../kernel/net/http.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import type { Process } from '../../../kernel/process.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import type { Call } from '../../tool/call.ts';
import { headLines, statusLine } from '../http-text.ts';
import { hostHeader, parseWebAddress, redirected, type WebAddress } from '../url.ts';
import { LATE, within } from '../within.ts';
import { runGnuWget } from './gnu.ts';

const MAX_REDIRECTS = 20;
const DEFAULT_PATIENCE = 900_000;

/** Says why, and ends the program. */
class WgetFailure extends Error {
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

export interface Fetched {
  readonly url: WebAddress;
  readonly ip: string;
  readonly response: HttpResponse;
}

export function runWget(call: Call): Promise<number> {
  if (call.has('Y') || call.has('c') || call.has('i')) {
    return call.process.err('drydock: not simulated: wget -c, -i and -Y\n').then(() => 1);
  }
  return call.gnu ? runGnuWget(call) : runBusyboxWget(call);
}

/** What a request says beside its address. */
export function requestFor(call: Call, address: WebAddress, agent: string) {
  const post = call.value('post-data');
  const file = call.value('post-file');
  const body: Bytes | undefined =
    post !== undefined ? encode(post) : file !== undefined ? call.process.fs.readFile(file) : undefined;
  const headers: Record<string, string> = {
    host: hostHeader(address),
    'user-agent': call.value('U') ?? agent,
  };
  if (call.gnu) Object.assign(headers, { accept: '*/*', 'accept-encoding': 'identity', connection: 'Keep-Alive' });
  else headers['connection'] = 'close';
  if (body !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    headers['content-length'] = String(body.length);
  }
  for (const line of call.options.values('header')) {
    const [, name = '', value = ''] = /^([^:]*):\s*(.*)$/.exec(line) ?? [];
    if (name !== '') headers[name.toLowerCase()] = value;
  }
  const method = body === undefined ? (call.has('spider') ? 'HEAD' : 'GET') : 'POST';
  return { method, target: address.target, headers, ...(body !== undefined && { body: ByteStream.of(body) }) };
}

async function runBusyboxWget(call: Call): Promise<number> {
  if (call.operands.length === 0) return call.misuse();
  for (const url of call.operands) {
    try {
      await fetchOne(call, url);
    } catch (error) {
      if (!(error instanceof WgetFailure)) throw error;
      return call.die(error.message, error.status);
    }
  }
  return 0;
}

async function fetchOne(call: Call, given: string): Promise<void> {
  const { process } = call;
  const quiet = call.has('q');
  const say = (text: string) => (quiet ? Promise.resolve() : process.err(text));
  let url = given;
  for (let hop = 0; ; hop++) {
    if (hop > MAX_REDIRECTS) throw new WgetFailure('too many redirections');
    const fetched = await ask(call, url, say);
    const { response } = fetched;
    if (call.has('S')) {
      const lines = [...headLines(response), ''];
      await process.err(lines.map((line) => `  ${line}\n`).join(''));
    }
    const { location } = response.headers;
    if (response.status >= 300 && response.status < 400 && location !== undefined) {
      response.body.cancel();
      url = redirected(url, location);
      continue;
    }
    if (response.status >= 300 || response.status < 200) {
      response.body.cancel();
      throw new WgetFailure(`server returned error: ${statusLine(response)}`);
    }
    if (call.has('spider')) {
      response.body.cancel();
      return say('remote file exists\n');
    }
    return save(call, fetched, say);
  }
}

async function ask(call: Call, text: string, say: (text: string) => Promise<void>): Promise<Fetched> {
  const { process } = call;
  const url = parseWebAddress(text);
  if (url === undefined) throw new WgetFailure(`bad address '${text}'`);
  if (!['http', 'https', 'ftp'].includes(url.scheme)) throw new WgetFailure(`not an http or ftp url: ${text}`);
  const patience = Number(call.value('T') ?? DEFAULT_PATIENCE / 1000) * 1000;
  const ip = await addressOf(process, url.host);
  const shown = url.explicitPort ? `${url.host}:${url.port}` : url.host;
  await say(`Connecting to ${shown} (${ip}:${url.port})\n`);
  const connection = await connected(process, ip, url.port, patience);
  if (url.scheme !== 'http') throw new WgetFailure(`drydock: not simulated: ${url.scheme}`);
  // BusyBox asks with GET even for --spider.
  const request = { ...requestFor(call, url, 'Wget') };
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  try {
    const response = await within(process, patience, connection.http({ ...request, method }));
    if (response === LATE) throw new WgetFailure('download timed out');
    return { url, ip, response };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new WgetFailure('error getting response');
  }
}

async function addressOf(process: Process, host: string): Promise<string> {
  try {
    return (await resolveName(process, host))[0] ?? host;
  } catch (error) {
    if (error instanceof NameError) throw new WgetFailure(`bad address '${host}'`);
    throw error;
  }
}

async function connected(process: Process, ip: string, port: number, patience: number): Promise<Connection> {
  try {
    const connection = await within(process, patience, connect(process, ip, port));
    if (connection === LATE) throw new WgetFailure('download timed out');
    return connection;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'ECONNRESET') throw new WgetFailure('error getting response: Connection reset by peer');
    throw new WgetFailure(`can't connect to remote host (${ip}): ${error.message}`);
  }
}

async function save(call: Call, { url, response }: Fetched, say: (text: string) => Promise<void>): Promise<void> {
  const { process } = call;
  const asked = call.value('O');
  const last =
    url.target
      .replace(/[?#].*/, '')
      .split('/')
      .at(-1) ?? '';
  const name = asked ?? `${call.has('P') ? `${call.value('P') ?? '.'}/` : ''}${last === '' ? 'index.html' : last}`;
  const toStdout = name === '-';
  const file = toStdout ? undefined : openTarget(process, name, asked !== undefined);
  await say(toStdout ? 'writing to stdout\n' : `saving to '${name}'\n`);
  let size = 0;
  for (
    let chunk = await process.waitFor(response.body.read());
    chunk !== null;
    chunk = await process.waitFor(response.body.read())
  ) {
    size += chunk.length;
    if (file === undefined) await process.out(chunk);
    else await file.write(process, chunk);
  }
  file?.release();
  const short = (name.split('/').at(-1) ?? name).slice(0, 20).padEnd(20);
  await say(`${short} 100% |********************************| ${String(size).padStart(5)}  0:00:00 ETA\n`);
  await say(toStdout ? 'written to stdout\n' : `'${name}' saved\n`);
}

function openTarget(process: Process, name: string, overwrite: boolean) {
  try {
    const mode = overwrite ? { truncate: true } : { exclusive: true };
    return process.open(name, { write: true, create: true, ...mode }).retain();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new WgetFailure(`can't open '${name}': ${error.message}`);
  }
}
