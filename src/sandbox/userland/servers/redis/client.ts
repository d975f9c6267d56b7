import { decode, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import type { Duplex } from '../../../kernel/stream.ts';
import { encodeCommand, ProtocolError, type Reply, RespReader, splitWords } from './resp.ts';
import { redisVersion } from './version.ts';

interface Options {
  host: string;
  port: number;
  database: number;
  password: string | undefined;
  user: string | undefined;
  raw: boolean | undefined;
  csv: boolean;
  repeat: number;
  interval: number;
  fromStdin: boolean;
  warn: boolean;
  failing: boolean;
}

interface Session {
  readonly connection: Duplex;
  readonly reader: RespReader;
}

/** redis-cli */
export const redisClient: Program = async (process) => {
  const options: Options = {
    host: '127.0.0.1', port: 6379, database: 0, password: process.env.get('REDISCLI_AUTH'), user: undefined,
    raw: undefined, csv: false, repeat: 1, interval: 0, fromStdin: false, warn: true, failing: false,
  }; // prettier-ignore
  const rest = process.argv.slice(1);
  for (let word = rest[0]; word?.startsWith('-') === true; word = rest[0]) {
    rest.shift();
    if (word === '--version' || word === '-v') {
      await process.out(`redis-cli ${redisVersion(process)}\n`);
      return 0;
    }
    if (word === '--help' || (word === '-h' && rest.length === 0)) {
      await process.out(`redis-cli ${redisVersion(process)}\n\nUsage: redis-cli [OPTIONS] [cmd [arg [arg ...]]]\n`);
      return 0;
    }
    const problem = await takeOption(process, options, word, rest);
    if (problem !== undefined) return problem;
  }
  if (options.password !== undefined && options.warn && process.env.get('REDISCLI_AUTH') === undefined) {
    await process.err(
      "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n",
    );
  }
  options.raw ??= process.files.get(1)?.terminal === undefined;
  if (rest.length > 0) return oneShot(process, options, rest);
  return interactive(process, options);
};

async function takeOption(
  process: Process,
  options: Options,
  word: string,
  rest: string[],
): Promise<number | undefined> {
  switch (word) {
    case '-h':
      options.host = rest.shift() ?? '';
      break;
    case '-p':
      options.port = Number(rest.shift());
      break;
    case '-n':
      options.database = Number(rest.shift());
      break;
    case '-a':
    case '--pass':
      options.password = rest.shift();
      break;
    case '--user':
      options.user = rest.shift();
      break;
    case '-u': {
      const [, auth, host, port, database] =
        /^redis:\/\/(?:([^@]*)@)?([^:/]*)(?::(\d+))?(?:\/(\d+))?/.exec(rest.shift() ?? '') ?? [];
      if (auth !== undefined) options.password = auth.replace(/^[^:]*:/, '');
      options.host = host ?? options.host;
      options.port = Number(port ?? 6379);
      options.database = Number(database ?? 0);
      break;
    }
    case '-r':
      options.repeat = Number(rest.shift());
      break;
    case '-i':
      options.interval = Number(rest.shift()) * 1000;
      break;
    case '-x':
      options.fromStdin = true;
      break;
    case '-e':
      options.failing = true;
      break;
    case '--raw':
      options.raw = true;
      break;
    case '--no-raw':
      options.raw = false;
      break;
    case '--csv':
      options.csv = true;
      break;
    case '--no-auth-warning':
      options.warn = false;
      break;
    case '-2':
      break;
    case '--scan':
      rest.unshift('keys', rest[0] === '--pattern' ? (rest.splice(0, 2)[1] ?? '*') : '*');
      break;
    default:
      if (
        /^(-3|-s|-c|-d|-D|-X|--(tls|stat|latency.*|pipe|bigkeys|memkeys|hotkeys|eval|cluster|json|rdb|replica|askpass))$/.test(
          word,
        )
      ) {
        await process.err(`drydock: not simulated: redis-cli ${word}\n`);
        return 1;
      }
      await process.err(`Unrecognized option or bad number of args for: '${word}'\n`);
      return 1;
  }
  return undefined;
}

/** Connects and signs in; says why it can't. */
async function begin(process: Process, options: Options): Promise<Session | undefined> {
  try {
    const [ip = ''] = await resolveName(process, options.host);
    const connection = (await connect(process, ip, options.port)).stream();
    const session = { connection, reader: new RespReader(connection.input) };
    if (options.password !== undefined) {
      const reply = await ask(process, session, [
        'AUTH',
        ...(options.user === undefined ? [] : [options.user]),
        options.password,
      ]);
      if (reply?.kind === 'error') await process.err(`AUTH failed: ${reply.text}\n`);
    }
    if (options.database !== 0) await ask(process, session, ['SELECT', String(options.database)]);
    return session;
  } catch (error) {
    if (!(error instanceof Errno) && !(error instanceof NameError)) throw error;
    const message = error instanceof NameError ? 'Name or service not known' : error.message;
    await process.err(`Could not connect to Redis at ${options.host}:${options.port}: ${message}\n`);
    return undefined;
  }
}

async function ask(
  process: Process,
  { connection, reader }: Session,
  words: readonly string[],
): Promise<Reply | undefined> {
  connection.output.push(encode(encodeCommand(words)));
  return process.waitFor(reader.reply());
}

async function oneShot(process: Process, options: Options, words: readonly string[]): Promise<number> {
  const session = await begin(process, options);
  if (session === undefined) return 1;
  const all = options.fromStdin ? [...words, decode(await process.readAll())] : words;
  for (let count = options.repeat; count !== 0; count--) {
    const code = await show(process, options, session, all);
    if (code !== 0) return code;
    if (options.interval > 0 && count !== 1) await process.sleep(options.interval);
  }
  return 0;
}

async function show(process: Process, options: Options, session: Session, words: readonly string[]): Promise<number> {
  const subscribes = /^(subscribe|monitor)$/i.test(words[0] ?? '');
  try {
    const reply = await ask(process, session, words);
    if (reply === undefined) {
      if (/^shutdown$/i.test(words[0] ?? '')) return 0;
      await process.err('Error: Server closed the connection\n');
      return 1;
    }
    if (subscribes && options.raw === false) await process.out('Reading messages... (press Ctrl-C to quit)\n');
    await process.out(format(reply, options));
    if (options.failing && reply.kind === 'error') return 1;
    while (subscribes) {
      const next = await process.waitFor(session.reader.reply());
      if (next === undefined) return 1;
      await process.out(format(next, options));
    }
    return 0;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    await process.err(`Error: Protocol error, got "${error.message}" as reply type byte\n`);
    return 1;
  }
}

async function interactive(process: Process, options: Options): Promise<number> {
  const terminal = process.files.get(0)?.terminal !== undefined;
  let session = await begin(process, options);
  if (session === undefined && !terminal) return 1;
  let database = options.database;
  const prompt = () => {
    if (!terminal) return Promise.resolve();
    const place = `${options.host}:${options.port}${database === 0 ? '' : `[${database}]`}`;
    return process.out(session === undefined ? 'not connected> ' : `${place}> `);
  };
  await prompt();
  for await (const line of process.lines()) {
    const words = splitWords(line);
    if (words === undefined) await process.out('Invalid argument(s)\n');
    else if (/^(quit|exit)$/i.test(words[0] ?? '')) return 0;
    else if (words[0] === 'clear') await process.out('\x1b[H\x1b[2J');
    else if (words.length > 0) {
      session ??= await begin(process, options);
      if (session !== undefined) {
        const code = await show(process, options, session, words);
        if (code !== 0) session = undefined;
        else if (/^select$/i.test(words[0] ?? '')) database = Number(words[1]);
      }
    }
    await prompt();
  }
  return 0;
}

const quote = (text: string): string =>
  `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;

function format(reply: Reply, options: Options): string {
  if (options.csv) return `${csv(reply)}\n`;
  if (options.raw === true) {
    const text = raw(reply);
    return reply.kind === 'error' ? `${text}\n\n` : `${text}\n`;
  }
  return pretty(reply, '');
}

function csv(reply: Reply): string {
  if (reply.kind === 'integer') return String(reply.value);
  if (reply.kind === 'array') return (reply.items ?? []).map(csv).join(',');
  return reply.text === null ? 'NULL' : reply.kind === 'error' ? `ERROR,${quote(reply.text)}` : quote(reply.text);
}

function raw(reply: Reply): string {
  if (reply.kind === 'integer') return String(reply.value);
  if (reply.kind === 'array') return (reply.items ?? []).map(raw).join('\n');
  return reply.text ?? '';
}

/** As on a terminal: `1) "a"`, nested ones indented. */
function pretty(reply: Reply, prefix: string): string {
  switch (reply.kind) {
    case 'status':
      return `${reply.text}\n`;
    case 'error':
      return `(error) ${reply.text}\n`;
    case 'integer':
      return `(integer) ${reply.value}\n`;
    case 'bulk':
      return reply.text === null
        ? '(nil)\n'
        : /^# \w+\r\n/.test(reply.text) || reply.text.startsWith('id=')
          ? reply.text
          : `${quote(reply.text)}\n`;
    case 'array': {
      const { items } = reply;
      if (items === null) return '(nil)\n';
      if (items.length === 0) return '(empty array)\n';
      const width = String(items.length).length;
      return items
        .map((item, index) => {
          const head = `${String(index + 1).padStart(width)}) `;
          return `${index === 0 ? '' : prefix}${head}${pretty(item, `${prefix}${' '.repeat(width + 2)}`)}`;
        })
        .join('');
    }
  }
}
