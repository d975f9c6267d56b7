import { FlagError, UsageError } from '../errors.ts';
import { parseCidr } from './cidr.ts';
import { parseDuration } from './duration.ts';
import { parseFilter } from './filter.ts';
import type { Flags, FlagSpec, FlagType, FlagValues } from './flag.ts';
import { parseMemory } from './memory.ts';
import { parseBool, parseCpus, parseFloating, parseInteger, parseUnsigned } from './number.ts';
import { goQuote } from '../../api/go-quote.ts';

export interface Parsed<F extends Flags> {
  readonly flags: FlagValues<F>;
  /** Names of the flags that were given. */
  readonly changed: ReadonlySet<string>;
  readonly args: readonly string[];
}

const READERS: Partial<Record<FlagType, (text: string) => unknown>> = {
  bool: parseBool,
  int: parseInteger,
  uint: (text) => parseUnsigned(text, 64),
  uint16: (text) => parseUnsigned(text, 16),
  uint32: (text) => parseUnsigned(text, 32),
  float: parseFloating,
  decimal: parseCpus,
  bytes: parseMemory,
  duration: parseDuration,
};
const ONE = new Set<FlagType>([
  'bool',
  'string',
  'int',
  'uint',
  'uint16',
  'uint32',
  'command',
  'credential-spec',
  'external-ca',
  'node-addr',
  'pem-file',
  'float',
  'decimal',
  'bytes',
  'duration',
]);
const TEXTS: readonly FlagType[] = ['string', 'command', 'credential-spec', 'external-ca', 'node-addr', 'pem-file'];
const ZERO: Partial<Record<FlagType, unknown>> = {
  bool: false,
  ...Object.fromEntries(TEXTS.map((type) => [type, ''])),
};

function initial(spec: FlagSpec): unknown {
  if (spec.type === 'map' || spec.type === 'stringToString') return {};
  if (spec.type === 'filter') return new Map();
  if (!ONE.has(spec.type)) return [];
  if (spec.default === undefined) return spec.type in ZERO ? ZERO[spec.type] : 0;
  return (READERS[spec.type] ?? String)(spec.default);
}

/**
 * `a,"b,c"` is two values, as Go's encoding/csv reads a line.
 *
 * @throws {UsageError} `parse error on line 1, column 15: bare " in non-quoted-field`
 */
export function splitCsv(text: string): string[] {
  const fail = (at: number, why: string) => {
    throw new UsageError(`parse error on line 1, column ${at + 1}: ${why}`);
  };
  const fields: string[] = [];
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '"') {
      const [quoted = ''] = /^"(?:[^"]|"")*/.exec(text.slice(at)) ?? [];
      at += quoted.length;
      const isOver = at + 1 >= text.length || text[at + 1] === ',';
      if (text[at] !== '"' || !isOver) fail(at, 'extraneous or missing " in quoted-field');
      fields.push(quoted.slice(1).replaceAll('""', '"'));
      at++;
      continue;
    }
    const end = text.indexOf(',', at);
    const plain = text.slice(at, end < 0 ? undefined : end);
    if (plain.includes('"')) fail(at + plain.indexOf('"'), 'bare " in non-quoted-field');
    fields.push(plain);
    at += plain.length;
  }
  return fields;
}

const pairOf = (pair: string): Readonly<Record<string, string>> => {
  const equals = pair.indexOf('=');
  return equals < 0 ? { [pair]: '' } : { [pair.slice(0, equals)]: pair.slice(equals + 1) };
};

/** What the flag holds after one more value. */
function combined(spec: FlagSpec, before: unknown, text: string): unknown {
  const read = spec.each ?? READERS[spec.type] ?? String;
  switch (spec.type) {
    case 'map':
      return { ...(before as object), ...pairOf(String(read(text))) };
    case 'stringToString': {
      const pairs = text.split('=').length > 2 ? splitCsv(text) : [text];
      const bad = pairs.find((pair) => !pair.includes('='));
      if (bad !== undefined) throw new UsageError(`${bad} must be formatted as key=value`);
      return Object.assign({ ...(before as object) }, ...pairs.map(pairOf)) as unknown;
    }
    case 'ipNetSlice':
      return [...(before as unknown[]), ...(text === '' ? [] : text.split(',').map((each) => parseCidr(each.trim())))];
    case 'filter': {
      const pair = parseFilter(text);
      const filters = new Map(before as ReadonlyMap<string, readonly string[]>);
      if (pair === undefined) return filters;
      return filters.set(pair[0], [...(filters.get(pair[0]) ?? []), pair[1]]);
    }
    case 'strings':
      return [...(before as unknown[]), ...splitCsv(text).map(read)];
    default:
      return ONE.has(spec.type) ? read(text) : [...(before as unknown[]), read(text)];
  }
}

/**
 * Parses flags as spf13/pflag does.
 *
 * @param interspersed false: the first argument ends the flags (`docker run IMAGE …`)
 * @throws {FlagError} with pflag's text
 */
export function parseFlags<F extends Flags>(specs: F, argv: readonly string[], interspersed = true): Parsed<F> {
  const names = Object.keys(specs);
  const shorts = new Map(names.flatMap((name) => (specs[name]?.short ? [[specs[name].short, name] as const] : [])));
  const values: Record<string, unknown> = {};
  for (const name of names) values[name] = initial(specs[name] as FlagSpec);
  const changed = new Set<string>();
  const args: string[] = [];
  let at = 0;

  const set = (name: string, text: string) => {
    const spec = specs[name] as FlagSpec;
    try {
      values[name] = combined(spec, values[name], text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const shown = spec.short === undefined ? `--${name}` : `-${spec.short}, --${name}`;
      throw new FlagError(`invalid argument ${goQuote(text)} for ${goQuote(shown)} flag: ${error.message}`);
    }
    changed.add(name);
  };

  const long = (word: string) => {
    const body = word.slice(2);
    if (body.startsWith('-') || body.startsWith('=')) throw new FlagError(`bad flag syntax: ${word}`);
    const equals = body.indexOf('=');
    const name = equals < 0 ? body : body.slice(0, equals);
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) throw new FlagError(`unknown flag: --${name}`);
    const next = argv[at];
    if (equals >= 0) set(name, body.slice(equals + 1));
    else if (spec.type === 'bool') set(name, 'true');
    else if (next === undefined) throw new FlagError(`flag needs an argument: --${name}`);
    else {
      at++;
      set(name, next);
    }
  };

  const short = (word: string) => {
    for (let letters = word.slice(1); letters !== '';) {
      const letter = letters.slice(0, 1);
      const name = shorts.get(letter);
      if (name === undefined) throw new FlagError(`unknown shorthand flag: '${letter}' in -${letters}`);
      const rest = letters.slice(1);
      const next = argv[at];
      letters = '';
      if (rest.length > 1 && rest.startsWith('=')) set(name, rest.slice(1));
      else if (specs[name]?.type === 'bool') {
        set(name, 'true');
        letters = rest;
      } else if (rest !== '') set(name, rest);
      else if (next === undefined) throw new FlagError(`flag needs an argument: '${letter}' in -${letter}`);
      else {
        at++;
        set(name, next);
      }
    }
  };

  while (at < argv.length) {
    const word = argv[at++] as string;
    if (word === '--') {
      args.push(...argv.slice(at));
      break;
    }
    if (word.length < 2 || !word.startsWith('-')) {
      args.push(word);
      if (interspersed) continue;
      args.push(...argv.slice(at));
      break;
    }
    if (word.startsWith('--')) long(word);
    else short(word);
  }
  return { flags: values as FlagValues<F>, changed, args };
}
