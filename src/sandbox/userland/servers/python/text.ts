import { EXCEPTIONS, pyError } from './exceptions.ts';
import { identityOf, PyBuiltin, PyClass, PyDict, PyFunction, PyInstance, PyIterator, PyList, PyMethod, PyModule, PyRange, PySet, PyTuple, typeName, type Value } from './values.ts'; // prettier-ignore

/** Calls `__str__` or `__repr__` of an object. */
export type CallMethod = (object: PyInstance, name: string, args?: Value[]) => Promise<Value | undefined>;

export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const absolute = Math.abs(value);
  if (absolute !== 0 && (absolute >= 1e16 || absolute < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

export function quoteText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\\x00-\x1f\x7f'"]/g, (letter) => {
    if (letter === '\\') return '\\\\';
    if (letter === quote) return `\\${letter}`;
    if (letter === "'" || letter === '"') return letter;
    if (letter === '\n') return '\\n';
    if (letter === '\t') return '\\t';
    if (letter === '\r') return '\\r';
    return `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `${quote}${body}${quote}`;
}

function bytesText(bytes: Uint8Array): string {
  const body = [...bytes].map((byte) => {
    if (byte === 10) return '\\n';
    if (byte === 13) return '\\r';
    if (byte === 9) return '\\t';
    if (byte === 92) return '\\\\';
    if (byte === 39) return "\\'";
    return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b'${body.join('')}'`;
}

const address = (value: object): string =>
  `0x7f${(identityOf(value) * 4096 + 0x3a0000000).toString(16).padStart(10, '0')}`;

export async function reprOf(value: Value, call: CallMethod, depth = 0): Promise<string> {
  if (depth > 50) return '...';
  const all = async (items: readonly Value[]) =>
    (await Promise.all(items.map((item) => reprOf(item, call, depth + 1)))).join(', ');
  if (value === null) return 'None';
  switch (typeof value) {
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return String(value);
    case 'number':
      return floatText(value);
    case 'string':
      return quoteText(value);
    default:
      break; // objects follow
  }
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof PyList) return `[${await all(value.items)}]`;
  if (value instanceof PyTuple)
    return value.items.length === 1 ? `(${await all(value.items)},)` : `(${await all(value.items)})`;
  if (value instanceof PySet) return value.items.length === 0 ? 'set()' : `{${await all(value.items)}}`;
  if (value instanceof PyDict) {
    const parts: string[] = [];
    for (const [key, item] of value.entries.values())
      parts.push(`${await reprOf(key, call, depth + 1)}: ${await reprOf(item, call, depth + 1)}`);
    return `{${parts.join(', ')}}`;
  }
  if (value instanceof PyRange)
    return `range(${value.start}, ${value.stop}${value.step === 1n ? '' : `, ${value.step}`})`;
  if (value instanceof PyFunction) return `<function ${value.name} at ${address(value)}>`;
  if (value instanceof PyBuiltin) return `<built-in function ${value.name}>`;
  if (value instanceof PyMethod) return `<bound method at ${address(value)}>`;
  if (value instanceof PyClass)
    return `<class '${EXCEPTIONS.has(value.name) || BUILT_IN.has(value.name) ? '' : '__main__.'}${value.name}'>`;
  if (value instanceof PyModule) return `<module '${value.name}'>`;
  if (value instanceof PyIterator) return `<${value.name} object at ${address(value)}>`;
  const own = await call(value, '__repr__');
  if (typeof own === 'string') return own;
  if (isException(value)) {
    const args = value.attributes.get('args');
    return `${value.type.name}(${args instanceof PyTuple ? await all(args.items) : ''})`;
  }
  const { name } = (value as PyInstance).type;
  return `<__main__.${name} object at ${address(value as PyInstance)}>`;
}

const BUILT_IN = new Set([
  'int',
  'float',
  'str',
  'bool',
  'list',
  'tuple',
  'dict',
  'set',
  'bytes',
  'type',
  'object',
  'NoneType',
  'function',
]);

const BASE = EXCEPTIONS.get('BaseException');
export const isException = (value: Value | PyInstance): value is PyInstance =>
  value instanceof PyInstance && BASE !== undefined && value.type.isA(BASE);

export async function strOf(value: Value, call: CallMethod): Promise<string> {
  if (typeof value === 'string') return value;
  if (value instanceof PyInstance) {
    const own = await call(value, '__str__');
    if (typeof own === 'string') return own;
    if (isException(value)) return exceptionText(value, call);
  }
  return reprOf(value, call);
}

async function exceptionText(value: PyInstance, call: CallMethod): Promise<string> {
  const args = value.attributes.get('args');
  const items = args instanceof PyTuple ? args.items : [];
  const number = value.attributes.get('errno');
  if (typeof number === 'bigint') {
    const file = value.attributes.get('filename');
    return `[Errno ${number}] ${String(value.attributes.get('strerror'))}${typeof file === 'string' ? `: ${quoteText(file)}` : ''}`;
  }
  const [first] = items;
  if (items.length === 0 || first === undefined) return '';
  if (items.length > 1) return reprOf(new PyTuple(items), call);
  return value.type.name === 'KeyError' ? reprOf(first, call) : strOf(first, call);
}

/** `format(value, spec)` and the part of an f-string after the colon. */
export async function formatValue(value: Value, spec: string, call: CallMethod): Promise<string> {
  if (value instanceof PyInstance) {
    const own = await call(value, '__format__', [spec]);
    if (typeof own === 'string') return own;
  }
  if (spec === '') return strOf(value, call);
  const match = /^(?:(.)?([<>=^]))?([+\- ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su.exec(spec);
  if (match === null) throw pyError('ValueError', `Invalid format specifier`);
  const [, fill, align, sign = '', hash, zero, width, group, precision, type = ''] = match;
  const numeric = typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
  let text: string;
  if (!numeric) {
    if (type !== '' && type !== 's')
      throw pyError('ValueError', `Unknown format code '${type}' for object of type '${typeName(value)}'`);
    text = await strOf(value, call);
    if (precision !== undefined) text = text.slice(0, Number(precision));
  } else text = numberText(value, { type, precision, group, sign, hash: hash !== undefined });
  const size = Number(width ?? 0);
  const missing = size - [...text].length;
  if (missing <= 0) return text;
  const side = align ?? (zero !== undefined ? '=' : numeric ? '>' : '<');
  const pad = (fill ?? (zero !== undefined ? '0' : ' ')).repeat(missing);
  if (side === '<') return text + pad;
  if (side === '^') return pad.slice(0, Math.floor(missing / 2)) + text + pad.slice(Math.floor(missing / 2));
  if (side === '=' && /^[+\- ]/.test(text)) return (text[0] ?? '') + pad + text.slice(1);
  return pad + text;
}

interface NumberFormat {
  readonly type: string;
  readonly precision: string | undefined;
  readonly group: string | undefined;
  readonly sign: string;
  readonly hash: boolean;
}

function numberText(value: bigint | number | boolean, { type, precision, group, sign, hash }: NumberFormat): string {
  const number = Number(value);
  const negative = number < 0;
  const whole = typeof value !== 'number';
  const size = typeof value === 'bigint' ? (value < 0n ? -value : value) : BigInt(whole ? Math.abs(number) : 0);
  const absolute = Math.abs(number);
  const bases: Readonly<Record<string, [number, string]>> = {
    x: [16, '0x'],
    X: [16, '0X'],
    o: [8, '0o'],
    b: [2, '0b'],
  };
  const base = bases[type];
  let text: string;
  if (base !== undefined) {
    text = `${hash ? base[1] : ''}${size.toString(base[0])}`;
    if (type === 'X') text = text.toUpperCase();
  } else if (type === 'c') text = String.fromCodePoint(number);
  else if (type === '%') text = `${(absolute * 100).toFixed(Number(precision ?? 6))}%`;
  else if (type === 'f' || type === 'F') text = absolute.toFixed(Number(precision ?? 6));
  else if (type === 'e' || type === 'E') {
    text = absolute.toExponential(Number(precision ?? 6)).replace(/e([+-])(\d)$/, 'e$10$2');
    if (type === 'E') text = text.toUpperCase();
  } else if (type === 'g' || type === 'G' || (precision !== undefined && !whole)) {
    text = String(Number(absolute.toPrecision(Math.max(1, Number(precision ?? 6)))));
  } else text = whole ? String(size) : floatText(absolute);
  if (group !== undefined) text = text.replace(/^\d+/, (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, group));
  return `${negative ? '-' : sign === '-' ? '' : sign}${text}`;
}
