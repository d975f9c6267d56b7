export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An error that `try` can catch. */
export class JqError extends Error {
  readonly value: Json;

  constructor(value: Json) {
    super(typeof value === 'string' ? value : `${write(value)} (not a string)`);
    this.value = value;
  }
}

export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export function typeOf(value: Json): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as TypeName;
}

export const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

export const truthy = (value: Json): boolean => value !== null && value !== false;

const ORDER: readonly TypeName[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** Keys in the order of their code points. */
export const sortedKeys = (value: { readonly [key: string]: Json }): string[] => Object.keys(value).sort();

/** jq's total order. */
export function compare(a: Json, b: Json): number {
  const difference = ORDER.indexOf(typeOf(a)) - ORDER.indexOf(typeOf(b));
  if (difference !== 0) return difference;
  if (typeof a === 'boolean' || typeof a === 'number') return Number(a) - Number(b);
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (isArray(a) && isArray(b)) return compareLists(a, b);
  if (isObject(a) && isObject(b)) {
    const [left, right] = [sortedKeys(a), sortedKeys(b)];
    return (
      compareLists(left, right) ||
      compareLists(
        left.map((key) => a[key] ?? null),
        left.map((key) => b[key] ?? null),
      )
    );
  }
  return 0;
}

function compareLists(a: readonly Json[], b: readonly Json[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = compare(a[index] ?? null, b[index] ?? null);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A number as jq 1.6 prints it: the shortest digits, an exponent where many zeros would follow. */
function writeNumber(value: number): string {
  if (Number.isNaN(value)) return 'null';
  if (!Number.isFinite(value)) return value > 0 ? '1.7976931348623157e+308' : '-1.7976931348623157e+308';
  const [mantissa = '0', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  const digits = mantissa.replace(/[-.]/g, '').length;
  if (exponent + 1 > -4 && exponent + 1 <= digits + 15) {
    return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(Math.max(0, digits - 1 - exponent));
  }
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

const quote = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f');

export interface Style {
  /** Blanks a level, or a tab; '' for one line. */
  readonly indent: string;
  readonly sortKeys?: boolean;
  readonly color?: boolean;
}

const COLORS: Readonly<Record<TypeName, string>> = {
  null: '1;30',
  boolean: '0;39',
  number: '0;39',
  string: '0;32',
  array: '1;39',
  object: '1;39',
};

export function write(value: Json, style: Style = { indent: '' }, level = 0): string {
  const paint = (text: string, kind: TypeName) => (style.color === true ? `\x1b[${COLORS[kind]}m${text}\x1b[0m` : text);
  if (value === null) return paint('null', 'null');
  if (typeof value === 'boolean') return paint(String(value), 'boolean');
  if (typeof value === 'number') return paint(writeNumber(value), 'number');
  if (typeof value === 'string') return paint(quote(value), 'string');
  const [open, close, items] = isArray(value)
    ? ['[', ']', value.map((item) => write(item, style, level + 1))]
    : isObject(value)
      ? [
          '{',
          '}',
          (style.sortKeys === true ? sortedKeys(value) : Object.keys(value)).map((key) =>
            entry(key, value[key] ?? null, style, level),
          ),
        ]
      : ['', '', []];
  const kind = typeOf(value);
  if (items.length === 0) return paint(open + close, kind);
  const line = style.indent === '' ? '' : `\n${style.indent.repeat(level + 1)}`;
  const end = style.indent === '' ? '' : `\n${style.indent.repeat(level)}`;
  if (style.color !== true) return `${open}${line}${items.join(`,${line}`)}${end}${close}`;
  const start = `\x1b[${COLORS[kind]}m`;
  return `${start}${open}${line}${items.join(`${start},${line}`)}${start}${end}${start}${close}\x1b[0m`;
}

function entry(key: string, value: Json, style: Style, level: number): string {
  const colon = style.indent === '' ? ':' : ': ';
  if (style.color !== true) return `${quote(key)}${colon}${write(value, style, level + 1)}`;
  return `\x1b[0m\x1b[34;1m${quote(key)}\x1b[0m\x1b[1;39m${colon}\x1b[0m${write(value, style, level + 1)}`;
}

/** A value in an error message, cut short. */
export function brief(value: Json): string {
  const text = write(value);
  return text.length > 11 ? `${text.slice(0, 10)}...` : text;
}
