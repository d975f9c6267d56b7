import { builtins } from '../builtins/index.ts';
import { builtinOf } from '../simple.ts';
import { getParameter } from '../parameter.ts';
import type { Shell } from '../shell.ts';
import { withTilde } from '../expand/tilde.ts';

/** What can stand in the place of the word before the cursor. */
export interface Completion {
  /** Length of the text before the cursor that a candidate takes the place of. */
  readonly length: number;
  /** Whole texts to put there, quoted as needed, sorted. */
  readonly candidates: readonly string[];
  /** What a list shows of a candidate. */
  readonly show: (candidate: string) => string;
}

const BREAK = /[\s;&|()<>]/;

/** Words of the command that the cursor is in; the last one is the one to complete. */
function commandWords(text: string): { readonly words: readonly string[]; readonly raw: string } {
  const words: string[] = [];
  let raw = '';
  let word = '';
  let quote = '';
  let started = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote !== '') {
      raw += char;
      if (char === quote) quote = '';
      else word += char;
      continue;
    }
    if (char === '\\') {
      word += text[at + 1] ?? '';
      raw += char + (text[at + 1] ?? '');
      at++;
      started = true;
    } else if (char === "'" || char === '"') {
      quote = char;
      raw += char;
      started = true;
    } else if (BREAK.test(char)) {
      if (started) words.push(word);
      if (/[;&|(]/.test(char) || char === '\n') words.length = 0;
      word = raw = '';
      started = false;
    } else {
      word += char;
      raw += char;
      started = true;
    }
  }
  return { words: [...words, word], raw };
}

const WRAPPERS = new Set([
  'sudo',
  'command',
  'exec',
  'time',
  'nohup',
  'env',
  'then',
  'do',
  'else',
  '!',
  '{',
  'if',
  'while',
]);

/** Finds what Tab offers at the end of a text. */
export async function complete(shell: Shell, text: string): Promise<Completion> {
  const { words, raw } = commandWords(text);
  const rest = words.filter((word, index) => index > 0 || !WRAPPERS.has(word) || words.length === 1);
  const word = rest.at(-1) ?? '';
  const variable = /\$\{?(\w*)$/.exec(raw);
  if (variable !== null && !raw.startsWith("'")) return variables(shell, variable[0], variable[1] ?? '');
  const [name = ''] = rest;
  if (rest.length <= 1 && !word.includes('/')) return commands(shell, word, raw);
  const extension = shell.extensions.complete;
  if (rest.length > 1 && extension !== undefined && Object.hasOwn(extension, name)) {
    const offered = (await extension[name]?.(rest, rest.length - 1, shell.process)) ?? [];
    const fitting = offered.filter((each) => each.startsWith(word));
    if (fitting.length > 0)
      return { length: raw.length, candidates: sorted(fitting.map((each) => finish(each))), show: plainName };
  }
  return files(shell, word, raw, {
    onlyDirectories: ['cd', 'pushd', 'rmdir'].includes(name),
    onlyPrograms: rest.length <= 1,
  });
}

const sorted = (names: readonly string[]): string[] =>
  [...new Set(names)].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
const finish = (text: string): string => (/[=/:]$/.test(text) ? text : `${text} `);
const plainName = (candidate: string): string => candidate.trimEnd();

function variables(shell: Shell, typed: string, prefix: string): Completion {
  const open = typed.startsWith('${') ? '${' : '$';
  const close = open === '${' ? '}' : ' ';
  const candidates = shell.variables.names(prefix).map((name) => `${open}${name}${close}`);
  return { length: typed.length, candidates, show: plainName };
}

function commands(shell: Shell, word: string, raw: string): Completion {
  const { fs } = shell.process;
  const names = [
    ...Object.keys(builtins).filter((name) => builtinOf(shell, name) !== undefined),
    ...shell.functions.keys(),
    ...shell.aliases.keys(),
  ];
  for (const directory of (getParameter(shell, 'PATH') ?? '').split(':')) {
    if (directory === '' || !fs.exists(directory) || fs.stat(directory).type !== 'directory') continue;
    for (const { name, type } of fs.readdir(directory))
      if (type !== 'directory' && name.startsWith(word)) names.push(name);
  }
  const fitting = names.filter(
    (name) => name.startsWith(word) && /^[\w.+-]/.test(name) && (word !== '' || /^\w/.test(name)),
  );
  return { length: raw.length, candidates: sorted(fitting.map((name) => `${name} `)), show: plainName };
}

interface FileChoice {
  readonly onlyDirectories: boolean;
  readonly onlyPrograms: boolean;
}

function files(shell: Shell, word: string, raw: string, { onlyDirectories, onlyPrograms }: FileChoice): Completion {
  const { fs } = shell.process;
  const equals = /^(?:--?[\w-]+=|[^/]*:)(?=.)/.exec(word)?.[0] ?? '';
  const path = word.slice(equals.length);
  const slash = path.lastIndexOf('/') + 1;
  const base = path.slice(0, slash);
  const prefix = path.slice(slash);
  const directory = base === '' ? '.' : withTilde(shell, base);
  const show = (candidate: string) =>
    candidate
      .trimEnd()
      .replace(/\\(.)/g, '$1')
      .replace(/^.*\/(?=.)/, '');
  if (!fs.exists(directory) || fs.stat(directory).type !== 'directory' || !fs.may(directory, 'r'))
    return { length: raw.length, candidates: [], show };
  const candidates: string[] = [];
  for (const { name } of fs.readdir(directory)) {
    if (name === '.' || name === '..' || !name.startsWith(prefix) || (name.startsWith('.') && !prefix.startsWith('.')))
      continue;
    const full = directory.endsWith('/') ? directory + name : `${directory}/${name}`;
    const isDirectory = fs.exists(full) && fs.stat(full).type === 'directory';
    if (onlyDirectories && !isDirectory) continue;
    if (onlyPrograms && !isDirectory && !fs.may(full, 'x')) continue;
    candidates.push(quoted(raw, equals + base + name) + (isDirectory ? '/' : ' '));
  }
  return { length: raw.length, candidates: sorted(candidates), show };
}

/** Quotes a name as the word before the cursor was begun. */
function quoted(raw: string, text: string): string {
  if (raw.startsWith('"') || raw.startsWith("'")) return raw.charAt(0) + text;
  return text.replace(/[\s"'\\$&|;<>()*?[\]#!`]/g, '\\$&');
}
