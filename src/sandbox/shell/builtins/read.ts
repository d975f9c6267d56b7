import { decode, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Builtin } from '../builtin.ts';
import { ShellError } from '../error.ts';
import { splitFields } from '../expand/split.ts';
import { isName, readOptions } from '../options.ts';
import { getParameter, setArray, setElement, setParameter } from '../parameter.ts';
import { readUntil } from '../read-line.ts';
import type { Shell } from '../shell.ts';

const USAGE =
  'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]';

export const read: Builtin = async (shell, args, name) => {
  const letters = { bash: 'ersa:d:i:n:N:p:t:u:', dash: 'rp:', ash: 'rsd:n:p:t:u:' }[shell.dialect.name];
  const { flags, values, rest } = await readOptions(shell, name, args, letters, USAGE);
  for (const word of rest) {
    if (isName(word.replace(/\[.*\]$/, ''))) continue;
    if (shell.dialect.name === 'dash') throw new ShellError(`${word}: bad variable name`, 2);
    if (shell.dialect.name === 'bash') throw new ShellError(`\`${word}': not a valid identifier`);
    await shell.say(`${shell.name}: read: '${word}': bad variable name\n`);
    return 1;
  }
  if (rest.length === 0 && shell.dialect.name === 'dash') throw new ShellError('arg count', 2);
  const fd = Number(values.get('u') ?? 0);
  const prompt = values.get('p');
  const terminal = shell.file(fd)?.terminal;
  if (prompt !== undefined && terminal !== undefined) await shell.say(prompt);
  const before = terminal?.termios;
  const silent =
    terminal !== undefined && before !== undefined && (flags.has('s') || values.has('n') || values.has('N'));
  if (silent)
    terminal.termios = {
      ...before,
      echo: !flags.has('s') && before.echo,
      canonical: !(values.has('n') || values.has('N')),
    };
  try {
    const line = await readText(shell, fd, values, flags.has('r'));
    store(shell, rest, line.text, { array: values.get('a'), raw: flags.has('r'), exact: values.has('N') });
    return line.complete ? 0 : line.status;
  } finally {
    if (silent) terminal.termios = before;
  }
};

interface Line {
  readonly text: string;
  readonly complete: boolean;
  readonly status: number;
}

/** Marks a character that a backslash has quoted. */
const MARK = '\ue000';

async function readText(shell: Shell, fd: number, values: ReadonlyMap<string, string>, raw: boolean): Promise<Line> {
  const delimiter = values.get('d');
  const octet = values.has('N')
    ? -1
    : delimiter === undefined
      ? 10
      : delimiter === ''
        ? 0
        : (encode(delimiter)[0] ?? 10);
  const most = Number(values.get('N') ?? values.get('n') ?? Infinity);
  const timeout = values.get('t');
  if (shell.file(fd) === undefined) throw new ShellError(`${fd}: invalid file descriptor: Bad file descriptor`);
  const reading = () => collect(shell, fd, octet, most, raw);
  if (timeout === undefined) return reading();
  if (!/^\d*\.?\d+$|^\d+\.?$/.test(timeout)) throw new ShellError(`${timeout}: invalid timeout specification`);
  const ms = Number(timeout) * 1000;
  const expired: Promise<Line> = shell.process.sleep(ms).then(() => ({ text: '', complete: false, status: 142 }));
  return Promise.race([reading(), expired]);
}

async function collect(shell: Shell, fd: number, octet: number, most: number, raw: boolean): Promise<Line> {
  let text = '';
  for (;;) {
    let found;
    try {
      found = await readUntil(shell, fd, octet, most);
    } catch (error) {
      if (error instanceof Errno && error.code !== 'EINTR') throw new ShellError(`read error: ${fd}: ${error.message}`);
      throw error;
    }
    text += decode(found.bytes);
    const open = !raw && octet === 10 && /(?:^|[^\\])(?:\\\\)*\\$/.test(text) && found.complete;
    if (!open) return { text, complete: found.complete, status: 1 };
    text = text.slice(0, -1);
  }
}

interface Storing {
  readonly array: string | undefined;
  readonly raw: boolean;
  readonly exact: boolean;
}

function store(shell: Shell, names: readonly string[], text: string, { array, raw, exact }: Storing): void {
  const marked = raw ? text : text.replace(/\\([^])/g, `${MARK}$1`);
  const plain = (part: string) => (raw ? part : part.replaceAll(MARK, '')).replaceAll('\0', '');
  const separators = getParameter(shell, 'IFS') ?? ' \t\n';
  if (array !== undefined) {
    setArray(shell, array, fieldsOf(marked, separators).map(plain));
    return;
  }
  if (names.length === 0 || exact) {
    setParameter(shell, names[0] ?? 'REPLY', plain(marked));
    return;
  }
  let rest = marked;
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1;
    const [value, after] = last ? [lastValue(rest, separators), ''] : nextField(rest, separators);
    rest = after;
    const [, base, subscript] = /^(\w+)\[(.+)\]$/.exec(name) ?? [];
    if (base !== undefined && subscript !== undefined) setElement(shell, base, subscript, plain(value));
    else setParameter(shell, name, plain(value));
  }
}

/** Splits as the shell does, but leaves characters alone that a backslash quoted. */
function fieldsOf(text: string, separators: string): string[] {
  const pieces = text
    .split(/(\ue000[^])/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, kind: part.startsWith(MARK) ? ('quoted' as const) : ('split' as const) }));
  return splitFields(pieces, separators).map((field) => field.map((piece) => piece.text).join(''));
}

const isWhite = (char: string, separators: string): boolean => ' \t\n'.includes(char) && separators.includes(char);

function nextField(text: string, separators: string): readonly [string, string] {
  let start = 0;
  while (start < text.length && isWhite(text.charAt(start), separators)) start++;
  let end = start;
  while (end < text.length && !separators.includes(text.charAt(end))) end += text[end] === MARK ? 2 : 1;
  let next = end;
  while (next < text.length && isWhite(text.charAt(next), separators)) next++;
  if (next < text.length && separators.includes(text.charAt(next)) && !isWhite(text.charAt(next), separators)) next++;
  while (next < text.length && isWhite(text.charAt(next), separators)) next++;
  return [text.slice(start, end), text.slice(next)];
}

/** The last name takes all that is left, without white space around it, and without one lone separator at its end. */
function lastValue(text: string, separators: string): string {
  let start = 0;
  while (start < text.length && isWhite(text.charAt(start), separators)) start++;
  let end = text.length;
  while (end > start && isWhite(text.charAt(end - 1), separators) && text[end - 2] !== MARK) end--;
  const value = text.slice(start, end);
  const [first, rest] = nextField(value, separators);
  return rest === '' && first.length < value.length ? first : value;
}

export const mapfile: Builtin = async (shell, args, name) => {
  const usage = `${name} [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]`;
  const { flags, values, rest } = await readOptions(shell, name, args, 'td:n:O:s:u:C:c:', usage);
  const delimiter = values.get('d') ?? '\n';
  const octet = delimiter === '' ? 0 : (encode(delimiter)[0] ?? 10);
  const most = Number(values.get('n') ?? 0);
  const skip = Number(values.get('s') ?? 0);
  const lines: string[] = [];
  for (let number = 0; most === 0 || lines.length < most; number++) {
    const { bytes, complete } = await readUntil(shell, Number(values.get('u') ?? 0), octet);
    if (!complete && bytes.length === 0) break;
    if (number >= skip) lines.push(decode(bytes) + (complete && !flags.has('t') ? delimiter : ''));
    if (!complete) break;
  }
  const [array = 'MAPFILE'] = rest;
  const origin = values.get('O');
  if (origin === undefined) setArray(shell, array, lines);
  else for (const [index, line] of lines.entries()) setElement(shell, array, String(Number(origin) + index), line);
  return 0;
};
