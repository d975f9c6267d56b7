import { ONIGURUMA, perlRegex, PerlRegexError } from '../text/perl-regex.ts';
import { strftime } from '../text/strftime.ts';
import { parseDate } from '../text/parse-date.ts';
import { encode } from '../../kernel/bytes.ts';
import { add } from './arithmetic.ts';
import { toText } from './format.ts';
import { brief, compare, isArray, isObject, JqError, type Json, sortedKeys, truthy, typeOf, write } from './value.ts';

type Builtin = (input: Json, ...args: readonly Json[]) => Json;

const text = (value: Json, name: string): string => {
  if (typeof value === 'string') return value;
  throw new JqError(`${typeOf(value)} (${brief(value)}) ${name}`);
};
const number = (value: Json): number => {
  if (typeof value === 'number') return value;
  throw new JqError(`${typeOf(value)} (${brief(value)}) number required`);
};
const list = (value: Json, what: string): readonly Json[] => {
  if (isArray(value)) return value;
  throw new JqError(`${typeOf(value)} (${brief(value)}) ${what}`);
};

const both =
  (name: string, test: (input: string, argument: string) => boolean): Builtin =>
  (input, argument = null) => {
    if (typeof input !== 'string' || typeof argument !== 'string')
      throw new JqError(`${name}() requires string inputs`);
    return test(input, argument);
  };

function contains(a: Json, b: Json): boolean {
  if (isObject(a) && isObject(b))
    return Object.entries(b).every(([key, value]) => Object.hasOwn(a, key) && contains(a[key] ?? null, value));
  if (isArray(a) && isArray(b)) return b.every((value) => a.some((item) => contains(item, value)));
  if (typeof a === 'string' && typeof b === 'string') return a.includes(b);
  if (typeOf(a) === typeOf(b)) return compare(a, b) === 0;
  throw new JqError(`${typeOf(a)} (${brief(a)}) and ${typeOf(b)} (${brief(b)}) cannot have their containment checked`);
}

function flatten(value: Json, depth: number): Json[] {
  return list(value, 'cannot be flattened').flatMap((item) =>
    isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item],
  );
}

function length(value: Json): Json {
  if (value === null) return 0;
  if (typeof value === 'boolean') throw new JqError(`boolean (${value}) has no length`);
  if (typeof value === 'number') return Math.abs(value);
  return typeof value === 'string' ? [...value].length : Object.keys(value).length;
}

function keys(value: Json, sorted: boolean): Json {
  if (isArray(value)) return value.map((_, index) => index);
  if (isObject(value)) return sorted ? sortedKeys(value) : Object.keys(value);
  throw new JqError(`${typeOf(value)} (${brief(value)}) has no keys`);
}

function has(value: Json, key: Json = null): Json {
  if (isObject(value) && typeof key === 'string') return Object.hasOwn(value, key);
  if (isArray(value) && typeof key === 'number') return key >= 0 && key < value.length;
  throw new JqError(
    `Cannot check whether ${typeOf(value)} has a ${typeof key === 'string' ? 'string' : typeOf(key)} key`,
  );
}

function toNumber(value: Json): Json {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  throw new JqError(`${typeOf(value)} (${brief(value)}) cannot be parsed as a number`);
}

/** @throws {JqError} `Regex failure: premature end of char-class` */
function regexOf(pattern: string, flags: string): RegExp {
  try {
    return perlRegex(pattern, flags);
  } catch (error) {
    if (!(error instanceof PerlRegexError)) throw error;
    const why = ONIGURUMA[error.fault];
    throw new JqError(
      why === undefined ? `drydock: not simulated: the expression ${pattern}` : `Regex failure: ${why}`,
    );
  }
}

function matches(input: Json, pattern: Json = null, flags: Json = null): Json {
  const words = text(flags ?? '', 'is not a string');
  const regex = regexOf(
    text(pattern, 'cannot be matched, as it is not a string'),
    `u${words.includes('g') ? 'g' : ''}${words.includes('i') ? 'i' : ''}${words.includes('s') ? 's' : ''}d`,
  );
  const subject = text(input, 'cannot be matched, as it is not a string');
  const found = words.includes('g')
    ? [...subject.matchAll(regex)]
    : [regex.exec(subject)].filter((match) => match !== null);
  return found.map((match) => {
    const names = Object.entries(match.groups ?? {});
    const place = (at: number) => [...subject.slice(0, at)].length;
    return {
      offset: place(match.index),
      length: [...match[0]].length,
      string: match[0],
      captures: match.slice(1).map((part: string | undefined, index) => ({
        offset: part === undefined ? -1 : place(match.index + match[0].indexOf(part)),
        length: part === undefined ? 0 : [...part].length,
        string: part ?? null,
        name: names.length > 0 ? (Object.keys(match.groups ?? {})[index] ?? null) : null,
      })),
    };
  });
}

function indices(input: Json, argument: Json = null): Json {
  if (input === null) return null;
  if (typeof input === 'string' && typeof argument === 'string') {
    const out: number[] = [];
    for (let at = input.indexOf(argument); at >= 0 && argument !== ''; at = input.indexOf(argument, at + 1))
      out.push([...input.slice(0, at)].length);
    return out;
  }
  const items = list(input, 'cannot be searched');
  const wanted = isArray(argument) ? argument : [argument];
  return items.flatMap((_, index) => (compare(items.slice(index, index + wanted.length), wanted) === 0 ? [index] : []));
}

const sorted = (value: Json): Json[] => [...list(value, 'cannot be sorted, as it is not an array')].sort(compare);
const unique = (value: Json): Json[] => {
  const items = sorted(value);
  return items.filter((item, index) => index === 0 || compare(items[index - 1] ?? null, item) !== 0);
};

const seconds = (value: Json): number => {
  if (typeof value === 'number') return value;
  if (isArray(value)) {
    const [year = 1970, month = 0, day = 1, hour = 0, minute = 0, second = 0] = value.map(Number);
    return Date.UTC(year, month, day, hour, minute, second) / 1000;
  }
  throw new JqError('strftime/1 requires parsed datetime inputs');
};

/** Functions of values, by name and number of arguments. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  'length/0': length,
  'utf8bytelength/0': (input) => encode(text(input, 'only strings have UTF-8 byte length')).length,
  'not/0': (input) => !truthy(input),
  'keys/0': (input) => keys(input, true),
  'keys_unsorted/0': (input) => keys(input, false),
  'has/1': has,
  'contains/1': (input, other = null) => contains(input, other),
  'add/0': (input) =>
    (isObject(input) ? Object.values(input) : list(input, 'cannot be iterated over')).reduce<Json>(
      (total, item) => add(total, item),
      null,
    ),
  'type/0': (input) => typeOf(input),
  'tostring/0': (input) => toText(input),
  'tonumber/0': toNumber,
  'tojson/0': (input) => write(input),
  'fromjson/0': (input) => {
    try {
      return JSON.parse(text(input, 'cannot be parsed as JSON')) as Json;
    } catch (error) {
      if (error instanceof SyntaxError) throw new JqError(`${String(input)} (while parsing '${String(input)}')`);
      throw error;
    }
  },
  'sort/0': sorted,
  'unique/0': unique,
  'reverse/0': (input) =>
    typeof input === 'string'
      ? [...input].reverse().join('')
      : input === null
        ? []
        : [...list(input, 'cannot be reversed, as it is not an array')].reverse(),
  'min/0': (input) => sorted(input)[0] ?? null,
  'max/0': (input) => sorted(input).at(-1) ?? null,
  'flatten/0': (input) => flatten(input, Infinity),
  'flatten/1': (input, depth = null) => flatten(input, number(depth)),
  'floor/0': (input) => Math.floor(number(input)),
  'ceil/0': (input) => Math.ceil(number(input)),
  'round/0': (input) => Math.round(number(input)),
  'fabs/0': (input) => Math.abs(number(input)),
  'abs/0': (input) => Math.abs(number(input)),
  'sqrt/0': (input) => Math.sqrt(number(input)),
  'log/0': (input) => Math.log(number(input)),
  'log2/0': (input) => Math.log2(number(input)),
  'log10/0': (input) => Math.log10(number(input)),
  'exp/0': (input) => Math.exp(number(input)),
  'pow/2': (_input, base = null, power = null) => number(base) ** number(power),
  'infinite/0': () => Infinity,
  'nan/0': () => NaN,
  'isinfinite/0': (input) => !Number.isFinite(number(input)) && !Number.isNaN(number(input)),
  'isnan/0': (input) => Number.isNaN(number(input)),
  'isnormal/0': (input) => Number.isFinite(number(input)) && number(input) !== 0,
  'join/1': (input, separator = null) =>
    list(input, 'cannot be iterated over')
      .map((item) => (item === null ? '' : typeof item === 'object' ? refuseJoin(separator, item) : toText(item)))
      .join(text(separator ?? '', 'cannot be used as a separator')),
  'split/1': (input, separator = null) => {
    if (typeof input !== 'string' || typeof separator !== 'string')
      throw new JqError('split input and separator must be strings');
    return input === '' ? [] : separator === '' ? [...input] : input.split(separator);
  },
  'split/2': (input, pattern = null, flags = null) =>
    text(input, 'cannot be split').split(
      regexOf(text(pattern, 'is not a string'), `u${text(flags ?? '', 'is not a string').replace('g', '')}`),
    ),
  'startswith/1': both('startswith', (input, argument) => input.startsWith(argument)),
  'endswith/1': both('endswith', (input, argument) => input.endsWith(argument)),
  'ascii_downcase/0': (input) =>
    text(input, 'cannot be lowercased').replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  'ascii_upcase/0': (input) => text(input, 'cannot be uppercased').replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  'trim/0': (input) => text(input, 'trim input must be a string').trim(),
  'ltrim/0': (input) => text(input, 'trim input must be a string').trimStart(),
  'rtrim/0': (input) => text(input, 'trim input must be a string').trimEnd(),
  'explode/0': (input) =>
    [...text(input, 'cannot be exploded, must be a string')].map((character) => character.codePointAt(0) ?? 0),
  'implode/0': (input) => String.fromCodePoint(...list(input, 'cannot be imploded, must be an array').map(Number)),
  'test/2': (input, pattern = null, flags = null) => (matches(input, pattern, flags) as readonly Json[]).length > 0,
  '_match/2': matches,
  'indices/1': indices,
  'transpose/0': (input) => {
    const rows = list(input, 'cannot be transposed') as readonly (readonly Json[])[];
    return Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, column) =>
      rows.map((row) => row[column] ?? null),
    );
  },
  'tojson/1': (_input, value = null) => write(value),
  'strftime/1': (input, format = null) => strftime(text(format, 'is not a string'), seconds(input) * 1000),
  'mktime/0': (input) => seconds(input),
  'gmtime/0': (input) => {
    const date = new Date(number(input) * 1000);
    return [
      date.getUTCFullYear(),
      date.getUTCMonth(),
      date.getUTCDate(),
      date.getUTCHours(),
      date.getUTCMinutes(),
      date.getUTCSeconds(),
      date.getUTCDay(),
      0,
    ];
  },
  'fromdate/0': (input) => {
    const time = parseDate(text(input, 'is not a date').replace(/Z$/, ' UTC'), 0);
    if (time === undefined) throw new JqError(`date "${String(input)}" does not match format "%Y-%m-%dT%H:%M:%SZ"`);
    return time / 1000;
  },
  'ascii/0': (input) => String.fromCharCode(number(input)),
  'splits/0': (input) => input,
  'input_line_number/0': () => 0,
  'debug/0': (input) => input,
};

function refuseJoin(separator: Json, item: Json): never {
  throw new JqError(`string (${brief(separator ?? '')}) and ${typeOf(item)} (${brief(item)}) cannot be added`);
}
