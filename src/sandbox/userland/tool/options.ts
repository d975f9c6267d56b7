/** How a flavour of a program takes its options. */
export interface OptionSyntax {
  /** As for getopt(3): `n:` takes a value, `i::` may have one attached. */
  readonly short?: string;
  /** Long names and what they stand for, e.g. `all=a width:=w color::`; `:` takes a value, `::` may. */
  readonly long?: string;
  /** Options end at the first operand, as for programs that run others. */
  readonly leading?: boolean;
}

type Arity = 0 | 1 | 2;

interface LongOption {
  readonly name: string;
  readonly key: string;
  readonly arity: Arity;
}

/** Words that getopt(3) would complain of; the program's name is not yet before them. */
export class OptionError extends Error {}

/** Options that were given, by their letter (or long name where there is no letter), in their order. */
export class Options {
  readonly given: (readonly [key: string, value: string])[] = [];

  has(key: string): boolean {
    return this.given.some(([name]) => name === key);
  }

  /** How often an option was given. */
  count(key: string): number {
    return this.values(key).length;
  }

  /** The last value given. */
  value(key: string): string | undefined {
    return this.values(key).at(-1);
  }

  values(key: string): string[] {
    return this.given.filter(([name]) => name === key).map(([, value]) => value);
  }

  /** The last given of several that exclude each other, written as letters. */
  lastOf(keys: string): string | undefined {
    return this.given.findLast(([key]) => key.length === 1 && keys.includes(key))?.[0];
  }
}

const arityOf = (colons: string): Arity => (colons.length > 1 ? 2 : colons.length === 1 ? 1 : 0);

function readLong(long: string): LongOption[] {
  return long.split(/\s+/).flatMap((word) => {
    const [, name, colons = '', key] = /^([^:=]+)(:*)(?:=(.+))?$/.exec(word) ?? [];
    return name === undefined ? [] : [{ name, key: key ?? name, arity: arityOf(colons) }];
  });
}

/**
 * Parses arguments as getopt_long(3) does.
 *
 * @throws {OptionError} with glibc's words
 */
export function parseOptions(args: readonly string[], syntax: OptionSyntax): { options: Options; operands: string[] } {
  const options = new Options();
  const operands: string[] = [];
  const rest = [...args];
  const short = shortArities(syntax.short ?? '');
  const long = readLong(syntax.long ?? '');
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      operands.push(...rest);
      break;
    }
    if (word.startsWith('--') && syntax.long !== undefined) parseLong(word.slice(2), long, rest, options);
    else if (word.startsWith('-') && word !== '-') parseShort(word.slice(1), short, rest, options);
    else {
      operands.push(word);
      if (syntax.leading === true) {
        operands.push(...rest);
        break;
      }
    }
  }
  return { options, operands };
}

function shortArities(short: string): Map<string, Arity> {
  const arities = new Map<string, Arity>();
  for (const [, letter = '', colons = ''] of short.matchAll(/([^:])(:*)/g)) arities.set(letter, arityOf(colons));
  return arities;
}

function parseShort(letters: string, arities: ReadonlyMap<string, Arity>, rest: string[], options: Options): void {
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index] ?? '';
    const arity = arities.get(letter);
    if (arity === undefined) throw new OptionError(`invalid option -- '${letter}'`);
    if (arity === 0) {
      options.given.push([letter, '']);
      continue;
    }
    const attached = letters.slice(index + 1);
    const value = attached === '' && arity === 1 ? rest.shift() : attached;
    if (value === undefined) throw new OptionError(`option requires an argument -- '${letter}'`);
    options.given.push([letter, value]);
    return;
  }
}

function parseLong(word: string, long: readonly LongOption[], rest: string[], options: Options): void {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const attached = equals < 0 ? undefined : word.slice(equals + 1);
  const option = findLong(name, long);
  if (option.arity === 0) {
    if (attached !== undefined) throw new OptionError(`option '--${option.name}' doesn't allow an argument`);
    options.given.push([option.key, '']);
    return;
  }
  const value = attached ?? (option.arity === 1 ? rest.shift() : '');
  if (value === undefined) throw new OptionError(`option '--${option.name}' requires an argument`);
  options.given.push([option.key, value]);
}

function findLong(name: string, long: readonly LongOption[]): LongOption {
  const exact = long.find((option) => option.name === name);
  if (exact !== undefined) return exact;
  const candidates = long.filter((option) => option.name.startsWith(name));
  const [first] = candidates;
  if (first === undefined) throw new OptionError(`unrecognized option '--${name}'`);
  if (candidates.some((option) => option.key !== first.key)) {
    const list = candidates.map((option) => ` '--${option.name}'`).join('');
    throw new OptionError(`option '--${name}' is ambiguous; possibilities:${list}`);
  }
  return first;
}
