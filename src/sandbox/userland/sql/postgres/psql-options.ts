import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { readUsers } from '../../text/accounts.ts';
import type { Format } from './aligned.ts';
import { SOCKET_FOLDER, type Target } from './connection.ts';

/** What psql's command line asks for. */
export interface Asked {
  readonly target: { readonly [key in 'host' | 'port' | 'user' | 'database']?: string } & {
    readonly password?: string;
  };
  readonly actions: readonly { readonly kind: 'command' | 'file'; readonly text: string }[];
  readonly format: Partial<Format>;
  readonly quiet: boolean;
  readonly list: boolean;
  readonly neverAsk: boolean;
  readonly stopOnError: boolean;
  readonly show?: 'help' | 'version';
}

const WITH_VALUE: Readonly<Record<string, string>> = {
  host: 'h', port: 'p', username: 'U', dbname: 'd', command: 'c', file: 'f', 'field-separator': 'F', set: 'v',
  variable: 'v', pset: 'P', output: 'o', 'log-file': 'L',
}; // prettier-ignore
const WITHOUT: Readonly<Record<string, string>> = {
  'tuples-only': 't', 'no-align': 'A', expanded: 'x', quiet: 'q', list: 'l', 'no-password': 'w', password: 'W',
  'no-psqlrc': 'X', 'single-transaction': '1', version: 'V', help: '?', csv: 'csv', 'echo-all': 'a', 'echo-queries': 'e',
}; // prettier-ignore

/** @returns a complaint where the words are wrong */
export function parsePsql(words: readonly string[]): Asked | string {
  const target: Record<string, string> = {};
  const actions: { kind: 'command' | 'file'; text: string }[] = [];
  const format: { -readonly [Key in keyof Format]?: Format[Key] } = {};
  const operands: string[] = [];
  const flags = new Set<string>();
  const complain = (text: string) => `psql: ${text}\npsql: hint: Try "psql --help" for more information.\n`;
  const rest = [...words];
  const take = (letter: string, value: string): string | undefined => {
    if (letter === 'h') target['host'] = value;
    else if (letter === 'p') target['port'] = value;
    else if (letter === 'U') target['user'] = value;
    else if (letter === 'd') target['database'] = value;
    else if (letter === 'c') actions.push({ kind: 'command', text: value });
    else if (letter === 'f') actions.push({ kind: 'file', text: value });
    else if (letter === 'F') format.separator = value;
    else if (letter === 'v' && /^ON_ERROR_STOP(=(1|on|true))?$/i.test(value)) flags.add('stop');
    else if (letter === 'P' && /^(pager(=off)?|footer=on|format=aligned)$/.test(value)) return undefined;
    else if (letter === 'P' && value.startsWith('null=')) format.null = value.slice(5);
    else return `drydock: not simulated: psql -${letter} ${value}\n`;
    return undefined;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') operands.push(...rest.splice(0));
    else if (word.startsWith('--')) {
      const [name = '', attached] = word.slice(2).split(/=(.*)/s);
      const letter = WITH_VALUE[name];
      if (letter !== undefined) {
        const value = attached ?? rest.shift();
        if (value === undefined) return complain(`option '--${name}' requires an argument`);
        const refused = take(letter, value);
        if (refused !== undefined) return refused;
      } else if (WITHOUT[name] === undefined) return complain(`unrecognized option '${word}'`);
      else flags.add(WITHOUT[name]);
    } else if (word.startsWith('-') && word.length > 1) {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] ?? '';
        if ('hpUdcfFvPoL'.includes(letter)) {
          const value = at + 1 < word.length ? word.slice(at + 1) : rest.shift();
          if (value === undefined) return complain(`option requires an argument -- '${letter}'`);
          const refused = take(letter, value);
          if (refused !== undefined) return refused;
          break;
        }
        if (!'tAxqlwWXV?1ae'.includes(letter)) return complain(`invalid option -- '${letter}'`);
        flags.add(letter);
      }
    } else operands.push(word);
  }
  for (const flag of ['1', 'a', 'e', 'W']) if (flags.has(flag)) return `drydock: not simulated: psql -${flag}\n`;
  if (operands[0] !== undefined) target['database'] ??= operands[0];
  if (operands[1] !== undefined) target['user'] ??= operands[1];
  if (flags.has('t')) format.tuplesOnly = true;
  if (flags.has('A')) format.aligned = false;
  if (flags.has('x')) format.expanded = true;
  if (flags.has('csv')) format.csv = true;
  return {
    target: fromUri(target),
    actions,
    format,
    quiet: flags.has('q'),
    list: flags.has('l'),
    neverAsk: flags.has('w'),
    stopOnError: flags.has('stop'),
    ...(flags.has('V') ? { show: 'version' as const } : flags.has('?') ? { show: 'help' as const } : {}),
  };
}

/** `postgresql://user:password@host:port/database` in place of a database's name. */
function fromUri(target: Readonly<Record<string, string>>): Asked['target'] {
  const [, user, password, host, port, database] =
    /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^:/?]*)(?::(\d+))?(?:\/([^?]*))?/.exec(
      target['database'] ?? '',
    ) ?? [];
  if (host === undefined) return target;
  const { database: _uri, ...rest } = target;
  const given = { user, password, host, port, database };
  return {
    ...Object.fromEntries(
      Object.entries(given).flatMap(([key, value]) =>
        value === undefined || value === '' ? [] : [[key, decodeURIComponent(value)]],
      ),
    ),
    ...rest,
  };
}

/** What is given, what the environment says, and what is usual. */
export function targetOf(process: Process, { target }: Pick<Asked, 'target'>): Target {
  const { env } = process;
  const host = target.host ?? env.get('PGHOST') ?? SOCKET_FOLDER;
  const port = Number(target.port ?? env.get('PGPORT') ?? 5432);
  const user =
    target.user ?? env.get('PGUSER') ?? readUsers(process).find(({ uid }) => uid === process.uid)?.name ?? 'root';
  const database = target.database ?? env.get('PGDATABASE') ?? user;
  const password =
    target.password ?? env.get('PGPASSWORD') ?? fromPassFile(process, [host, String(port), database, user]);
  return { host, port, user, database, password };
}

/** ~/.pgpass: `host:port:database:user:password`, `*` fits all. */
function fromPassFile({ fs, env }: Process, wanted: readonly string[]): string | undefined {
  const path = env.get('PGPASSFILE') ?? `${env.get('HOME') ?? '/root'}/.pgpass`;
  if (!fs.exists(path) || !fs.may(path, 'r') || (fs.stat(path).mode & 0o077) !== 0) return undefined;
  for (const line of decode(fs.readFile(path)).split('\n')) {
    const fields = line.split(':');
    if (fields.length === 5 && wanted.every((word, index) => fields[index] === '*' || fields[index] === word))
      return fields[4];
  }
  return undefined;
}

/** A script: a file, or `-` for standard input. */
export async function fileText(process: Process, path: string): Promise<string | Errno> {
  if (path === '-') return decode(await process.readAll());
  try {
    return decode(process.fs.readFile(path));
  } catch (error) {
    if (error instanceof Errno) return error;
    throw error;
  }
}
