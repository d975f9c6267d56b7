import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import type { HttpResponse } from '../../../kernel/net/http.ts';
import { reasonOf } from '../../../kernel/net/http1.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import type { Call } from '../../tool/call.ts';
import { strftime } from '../../text/strftime.ts';
import { headLines } from '../http-text.ts';
import { parseWebAddress, redirected } from '../url.ts';
import { LATE, within } from '../within.ts';
import { requestFor } from './wget.ts';

const VERSION = 'Wget/1.21.3';
const NETWORK_FAILURE = 4;
const SERVER_ERROR = 8;

/** GNU Wget: its log goes to stderr. */
export async function runGnuWget(call: Call): Promise<number> {
  if (call.operands.length === 0) {
    await call.process.err(
      `${call.name}: missing URL\nUsage: ${call.name} [OPTION]... [URL]...\n\nTry \`${call.name} --help' for more options.\n`,
    );
    return 1;
  }
  let status = 0;
  for (const url of call.operands) status = (await get(call, url)) || status;
  return status;
}

const stamp = (call: Call, format = '%Y-%m-%d %H:%M:%S'): string => strftime(format, call.process.kernel.clock.now());

async function get(call: Call, given: string): Promise<number> {
  const { process } = call;
  const say = (text: string) => (call.has('q') ? Promise.resolve() : process.err(text));
  let text = given;
  for (let hop = 0; hop <= 20; hop++) {
    const url = parseWebAddress(text);
    if (url === undefined) return call.die(`${text}: Invalid host name.`);
    if (url.scheme !== 'http') {
      await process.err(`drydock: not simulated: wget: ${url.scheme}\n`);
      return 1;
    }
    const port = url.explicitPort ? `:${url.port}` : '';
    await say(`--${stamp(call)}--  http://${url.host}${port}${url.target}\n`);
    let ip: string;
    const literal = /^[\d.]+$/.test(url.host);
    try {
      const found = await resolveName(process, url.host);
      ip = found[0] ?? url.host;
      if (!literal) await say(`Resolving ${url.host} (${url.host})... ${found.join(', ')}\n`);
    } catch (error) {
      if (!(error instanceof NameError)) throw error;
      await say(`Resolving ${url.host} (${url.host})... failed: ${error.message}.\n`);
      await say(`wget: unable to resolve host address ‘${url.host}’\n`);
      return NETWORK_FAILURE;
    }
    await say(`Connecting to ${url.host}${literal ? '' : ` (${url.host})|${ip}|`}:${url.port}... `);
    const patience = Number(call.value('T') ?? 900) * 1000;
    let response: HttpResponse | typeof LATE;
    try {
      const connection = await within(process, patience, connect(process, ip, url.port));
      if (connection === LATE) {
        await say('failed: Connection timed out.\n');
        return NETWORK_FAILURE;
      }
      await say('connected.\nHTTP request sent, awaiting response... ');
      response = await within(process, patience, connection.http(requestFor(call, url, VERSION)));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await say(
        error.code === 'ECONNRESET'
          ? 'Read error (Connection reset by peer) in headers.\n'
          : `failed: ${error.message}.\n`,
      );
      return NETWORK_FAILURE;
    }
    if (response === LATE) {
      await say('Read error (Connection timed out) in headers.\n');
      return NETWORK_FAILURE;
    }
    const { status, headers } = response;
    const reason = response.reason ?? reasonOf(status);
    if (call.has('S'))
      await say(
        `\n${headLines(response)
          .map((line) => `  ${line}\n`)
          .join('')}`,
      );
    else await say(`${status} ${reason}\n`);
    const { location } = headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      await say(`Location: ${location} [following]\n`);
      text = redirected(text, location);
      continue;
    }
    if (status >= 400) {
      await say(
        call.has('spider') && status === 404
          ? 'Remote file does not exist -- broken link!!!\n\n'
          : `${stamp(call)} ERROR ${status}: ${reason}.\n\n`,
      );
      return SERVER_ERROR;
    }
    return save(call, url.target, response, say);
  }
  await say('20 redirections exceeded.\n');
  return SERVER_ERROR;
}

async function save(
  call: Call,
  target: string,
  { headers, body }: HttpResponse,
  say: (text: string) => Promise<void>,
): Promise<number> {
  const { process } = call;
  const length = headers['content-length'];
  const type = headers['content-type'];
  await say(
    `Length: ${length === undefined ? 'unspecified' : length}${type === undefined ? '' : ` [${type.split(';')[0] ?? ''}]`}\n`,
  );
  if (call.has('spider')) {
    body.cancel();
    await say('Remote file exists and could contain further links,\nbut recursion is disabled -- not retrieving.\n\n');
    return 0;
  }
  const asked = call.value('O');
  const last =
    target
      .replace(/[?#].*/, '')
      .split('/')
      .at(-1) ?? '';
  const base = `${call.has('P') ? `${call.value('P') ?? '.'}/` : ''}${last === '' ? 'index.html' : last}`;
  let name = asked ?? base;
  for (let number = 1; asked === undefined && process.fs.exists(name); number++) name = `${base}.${number}`;
  const shown = name === '-' ? 'STDOUT' : name;
  await say(`Saving to: ‘${shown}’\n\n`);
  let file;
  try {
    file = name === '-' ? undefined : process.open(name, { write: true, create: true, truncate: true }).retain();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await say(`${name}: ${error.message}\n\nCannot write to ‘${name}’ (${error.message}).\n`);
    return 3;
  }
  let size = 0;
  for (let chunk = await process.waitFor(body.read()); chunk !== null; chunk = await process.waitFor(body.read())) {
    size += chunk.length;
    await (file === undefined ? process.out(chunk) : file.write(process, chunk));
  }
  file?.release();
  await say(
    `     0K ${length === undefined ? '' : '                                                     100% '}  =0s\n\n`,
  );
  await say(
    `${stamp(call)} (${(size / 1024).toFixed(1)} MB/s) - ${name === '-' ? 'written to stdout' : `‘${name}’ saved`} [${size}${length === undefined ? '' : `/${length}`}]\n\n`,
  );
  return 0;
}
