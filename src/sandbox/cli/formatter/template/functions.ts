import { sprintf } from './printf.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { type GoValue, isMap, isStruct, isTrue, printValue, toJson, typeName } from './value.ts';

/** A function that refuses its arguments; the template puts `error calling NAME: ` before it. */
export class CallError extends Error {}
/** An argument of the wrong type: reported at the argument. */
export class ArgumentTypeError extends Error {
  readonly index: number;

  constructor(index: number, message: string) {
    super(message);
    this.index = index;
  }
}

export type TemplateFunction = (...args: GoValue[]) => GoValue;

function text(args: readonly GoValue[], index: number): string {
  const value = args[index];
  if (typeof value !== 'string') throw new ArgumentTypeError(index, `expected string; found ${shown(value)}`);
  return value;
}
function integer(args: readonly GoValue[], index: number): number {
  const value = args[index];
  if (typeof value !== 'number') throw new ArgumentTypeError(index, `expected integer; found ${shown(value)}`);
  return value;
}
const shown = (value: GoValue) => (typeof value === 'string' ? goQuote(value) : printValue(value));

function index(value: GoValue, ...keys: GoValue[]): GoValue {
  let item = value;
  for (const key of keys) item = element(item, key);
  return item;
}

function element(item: GoValue, key: GoValue): GoValue {
  if (item === null || item === undefined) throw new CallError('index of untyped nil');
  if (isMap(item)) {
    if (typeof key !== 'string') throw new CallError(`value has type ${typeName(key)}; should be string`);
    const found = Object.hasOwn(item, key) ? item[key] : undefined;
    return found === undefined ? zeroOf(item) : found;
  }
  if (!Array.isArray(item) && typeof item !== 'string')
    throw new CallError(`can't index item of type ${typeName(item)}`);
  if (typeof key !== 'number') throw new CallError(`cannot index slice/array with type ${typeName(key)}`);
  // Go's own check lets the length itself through; reflection doesn't.
  if (key < 0 || key > item.length) throw new CallError(`index out of range: ${key}`);
  if (key === item.length) {
    throw new CallError(`reflect: ${typeof item === 'string' ? 'string' : 'slice'} index out of range`);
  }
  return typeof item === 'string' ? item.charCodeAt(key) : (item[key] as GoValue);
}

/** What a missing key of a typed map gives: labels are strings, everything else is nil. */
function zeroOf(map: Readonly<Record<string, GoValue>>): GoValue {
  const values = Object.values(map);
  return values.every((value) => typeof value === 'string') ? '' : Array.isArray(values[0]) ? [] : null;
}

function slice(value: GoValue, ...bounds: GoValue[]): GoValue {
  if (typeof value !== 'string' && !Array.isArray(value)) {
    throw new CallError(`can't slice item of type ${typeName(value)}`);
  }
  const [from = 0, to = value.length] = bounds as number[];
  for (const bound of bounds as number[]) {
    if (bound < 0 || bound > value.length) throw new CallError(`index out of range: ${bound}`);
  }
  if (from > to) throw new CallError(`invalid slice index: ${from} > ${to}`);
  return value.slice(from, to);
}

function length(value: GoValue): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (isMap(value)) return Object.keys(value).length;
  throw new CallError(value === null || value === undefined ? 'len of nil pointer' : `len of type ${typeName(value)}`);
}

function kind(value: GoValue): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'object' && value !== null) throw new CallError('non-comparable type ' + typeName(value));
  return typeof value;
}
const EQUAL = 'incompatible types for comparison';

/** A duration compares as its number. */
const comparable = (value: GoValue): GoValue => (isStruct(value) && typeof value.raw === 'number' ? value.raw : value);

function eq(one: GoValue, ...rest: GoValue[]): boolean {
  if (rest.length === 0) throw new CallError('missing argument for comparison');
  const [first, ...others] = [one, ...rest].map(comparable);
  return others.some((other) => {
    if (first !== null && other !== null && first !== undefined && other !== undefined && kind(first) !== kind(other)) {
      throw new CallError(`${EQUAL}: ${typeName(first)} and ${typeName(other)}`);
    }
    return (first ?? null) === (other ?? null);
  });
}

function less(one: GoValue, other: GoValue): boolean {
  const [a, b] = [comparable(one), comparable(other)];
  if (typeof a === 'boolean' || typeof b === 'boolean') throw new CallError('invalid type for comparison');
  if (kind(a) !== kind(b)) throw new CallError(`${EQUAL}`);
  return (a as string) < (b as string);
}

const HTML: Readonly<Record<string, string>> = { '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const JS_ESCAPES = /[\\'"<>&=\n\r]/g;
const JS: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '"': '\\"', '\n': '\\n', '\r': '\\r' };
const all = (args: readonly GoValue[]) => args.map((arg) => (typeof arg === 'string' ? arg : printValue(arg))).join('');

/** fmt.Sprint: a blank between operands when neither is a string. */
function print(...args: GoValue[]): string {
  return args.reduce<string>((out, arg, at) => {
    const blank = at > 0 && typeof arg !== 'string' && typeof args[at - 1] !== 'string';
    return `${out}${blank ? ' ' : ''}${printValue(arg)}`;
  }, '');
}

/** Functions of text/template and of Docker. `and`, `or` are evaluated by the template itself. @see docker/cli templates */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['json', (value) => toJson(value)],
  ['upper', (...args) => text(args, 0).toUpperCase()],
  ['lower', (...args) => text(args, 0).toLowerCase()],
  [
    'title',
    (...args) =>
      text(args, 0).replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, a: string, b: string) => a + b.toUpperCase()),
  ],
  ['split', (...args) => text(args, 0).split(text(args, 1))],
  ['join', (...args) => joined(args)],
  ['pad', (...args) => pad(text(args, 0), integer(args, 1), integer(args, 2))],
  ['truncate', (...args) => text(args, 0).slice(0, integer(args, 1))],
  ['println', (...args) => `${args.map((arg) => printValue(arg)).join(' ')}\n`],
  ['print', print],
  ['printf', (...args) => sprintf(text(args, 0), args.slice(1))],
  ['len', length],
  ['index', index],
  ['slice', slice],
  ['not', (value) => !isTrue(value)],
  ['and', (value) => value],
  ['or', (value) => value],
  ['eq', eq],
  ['ne', (a, b) => !eq(a, b)],
  ['lt', less],
  ['le', (a, b) => less(a, b) || eq(a, b)],
  ['gt', (a, b) => less(b, a)],
  ['ge', (a, b) => !less(a, b)],
  ['html', (...args) => all(args).replace(/["'&<>]/g, (letter) => HTML[letter] ?? letter)],
  [
    'js',
    (...args) =>
      all(args).replace(
        JS_ESCAPES,
        (letter) => JS[letter] ?? `\\u00${letter.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
  ],
  ['urlquery', (...args) => encodeURIComponent(all(args)).replaceAll('%20', '+')],
  [
    'call',
    (value) => {
      throw new CallError(`non-function of type ${typeName(value)}`);
    },
  ],
]);

/** How many arguments a function takes; those not listed take any number. */
export const ARITY: Readonly<Record<string, number>> = {
  json: 1,
  upper: 1,
  lower: 1,
  title: 1,
  split: 2,
  join: 2,
  pad: 3,
  truncate: 2,
  len: 1,
  not: 1,
  ne: 2,
  lt: 2,
  le: 2,
  gt: 2,
  ge: 2,
};

function joined(args: readonly GoValue[]): string {
  const [list] = args;
  if (list === null || list === undefined) return '';
  if (!Array.isArray(list))
    throw new ArgumentTypeError(0, `wrong type for value; expected []string; got ${typeName(list)}`);
  return list.map((item) => printValue(item)).join(text(args, 1));
}

function pad(value: string, before: number, after: number): string {
  return value === '' ? '' : ' '.repeat(before) + value + ' '.repeat(after);
}

export { isStruct };

/** Those that Docker adds. @see docker/cli templates */
const ADDED: ReadonlySet<string> = new Set(['json', 'split', 'join', 'title', 'lower', 'upper', 'pad', 'truncate']);

/** What Go's own text/template brings. */
export const GO_FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map(
  [...FUNCTIONS].filter(([name]) => !ADDED.has(name)),
);
