import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import { connectUnix } from '../../../kernel/net/unix.ts';
import type { Process } from '../../../kernel/process.ts';
import { errnoNumber } from '../../servers/errno-number.ts';
import { Wire } from '../wire.ts';
import { MysqlFault } from './faults.ts';
import { makerOf, SOCKET } from './server.ts';
import type { MysqlResult } from './session.ts';

export interface MysqlTarget {
  /** Undefined: the socket. */
  readonly host: string | undefined;
  readonly port: number;
  readonly socket: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** What the command line of a client says, beside what is its own. */
export interface MysqlArguments {
  readonly target: MysqlTarget;
  readonly flags: ReadonlySet<string>;
  readonly execute: string | undefined;
  readonly operands: readonly string[];
  /** `-pSECRET`: MySQL's clients warn of it. */
  readonly passwordShown: boolean;
  readonly unknown: string | undefined;
}

const LONG: Readonly<Record<string, string>> = {
  user: 'u', host: 'h', port: 'P', socket: 'S', database: 'D', execute: 'e', protocol: 'protocol', table: 't',
  'skip-column-names': 'N', batch: 'B', silent: 's', verbose: 'v', version: 'V', databases: 'databases',
  'all-databases': 'A', 'no-data': 'd', 'single-transaction': 'x', 'no-tablespaces': 'x', force: 'f', quick: 'x',
  'skip-lock-tables': 'x', 'add-drop-table': 'x', 'no-create-info': 'no-create-info', wait: 'w', raw: 'r', ssl: 'x',
  'skip-ssl': 'x', 'get-server-public-key': 'x', 'ssl-mode': 'ssl-mode', 'connect-timeout': 'protocol', vertical: 'E',
  'default-character-set': 'protocol', 'no-defaults': 'x',
}; // prettier-ignore

/** Reads the options that all clients of MySQL share. */
export function readArguments(process: Process): MysqlArguments {
  const words = process.argv.slice(1);
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const operands: string[] = [];
  let password = process.env.get('MYSQL_PWD');
  let passwordShown = false;
  let unknown: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word.startsWith('--')) {
      const [name = '', value] = word.slice(2).split(/=(.*)/s);
      const letter = LONG[name];
      if (name === 'password' || name === 'pass') {
        password = value ?? '';
        passwordShown = value !== undefined;
        if (value === undefined) flags.add('ask');
      } else if (letter === undefined) unknown ??= word;
      else if ('uhPSDe'.includes(letter) || letter === 'protocol') values.set(letter, value ?? words[++index] ?? '');
      else flags.add(letter);
    } else if (word.startsWith('-') && word.length > 1) {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] ?? '';
        if (letter === 'p') {
          if (at + 1 < word.length) passwordShown = true;
          else flags.add('ask');
          password = word.slice(at + 1) || password;
          break;
        }
        if ('uhPSDe'.includes(letter)) {
          values.set(letter, at + 1 < word.length ? word.slice(at + 1) : (words[++index] ?? ''));
          break;
        }
        if (!'tNBsvVAdfwrEn'.includes(letter)) unknown ??= `-${letter}`;
        flags.add(letter);
      }
    } else operands.push(word);
  }
  const host = values.get('h');
  const byPort = values.get('protocol')?.toLowerCase() === 'tcp';
  return {
    target: {
      host: host === undefined || host === 'localhost' ? (byPort ? '127.0.0.1' : undefined) : host,
      port: Number(values.get('P') ?? 3306),
      socket: values.get('S') ?? SOCKET,
      user: values.get('u') ?? 'root',
      password: password ?? '',
      database: values.get('D') ?? '',
    },
    flags,
    execute: values.get('e'),
    operands,
    passwordShown,
    unknown,
  };
}

/** A client's connection. */
export class MysqlConnection {
  readonly #process: Process;
  readonly #wire: Wire;
  readonly version: string;

  constructor(process: Process, wire: Wire, version: string) {
    this.#process = process;
    this.#wire = wire;
    this.version = version;
  }

  /** @throws {MysqlFault} */
  async ask(message: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    this.#wire.send(message);
    const answer = await this.#process.waitFor(this.#wire.receive());
    if (answer === undefined) throw new MysqlFault(2013, 'Lost connection to MySQL server during query');
    if (typeof answer['code'] === 'number') throw new MysqlFault(answer['code'], String(answer['message']));
    return answer;
  }

  async query(sql: string): Promise<MysqlResult> {
    return (await this.ask({ sql }))['result'] as MysqlResult;
  }

  tell(message: Readonly<Record<string, unknown>>): void {
    this.#wire.send(message);
  }

  close(): void {
    this.#wire.close();
  }
}

/** @throws {MysqlFault} */
export async function openMysql(process: Process, target: MysqlTarget): Promise<MysqlConnection> {
  const { maria } = makerOf(process);
  const server = maria ? 'server' : 'MySQL server';
  const { host, port, socket, user, password, database } = target;
  let wire: Wire;
  try {
    if (host === undefined) wire = new Wire(connectUnix(process, socket).stream());
    else {
      const [address = ''] = await resolveName(process, host);
      wire = new Wire((await connect(process, address, port)).stream());
    }
  } catch (error) {
    if (error instanceof NameError) throw new MysqlFault(2005, `Unknown ${server} host '${host ?? ''}' (-2)`);
    if (!(error instanceof Errno)) throw error;
    if (host === undefined)
      throw new MysqlFault(2002, `Can't connect to local ${server} through socket '${socket}' (${errnoNumber(error)})`);
    throw maria
      ? new MysqlFault(2002, `Can't connect to server on '${host}' (115)`)
      : new MysqlFault(2003, `Can't connect to MySQL server on '${host}:${port}' (${errnoNumber(error)})`);
  }
  wire.send({ user, password, database, from: host === undefined ? 'localhost' : '%' });
  const answer = await process.waitFor(wire.receive());
  if (answer === undefined)
    throw new MysqlFault(
      2013,
      "Lost connection to MySQL server at 'reading initial communication packet', system error: 0",
    );
  if (typeof answer['code'] === 'number') throw new MysqlFault(answer['code'], String(answer['message']));
  return new MysqlConnection(process, wire, String(answer['version']));
}
