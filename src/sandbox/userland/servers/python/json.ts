import { pyError } from './exceptions.ts';
import { floatText } from './text.ts';
import { PyDict, PyList, PyTuple, typeName, type Value } from './values.ts';

const quote = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** json.dumps */
export function dumps(
  value: Value,
  options: { indent?: number; sort?: boolean; compact?: boolean } = {},
  depth = 1,
): string {
  const { indent, sort = false, compact = false } = options;
  const colon = compact ? ':' : ': ';
  const comma = indent === undefined ? (compact ? ',' : ', ') : ',';
  const wrap = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0 || indent === undefined) return `${open}${parts.join(comma)}${close}`;
    const pad = '\n' + ' '.repeat(indent * depth);
    return `${open}${parts.map((part) => pad + part).join(',')}\n${' '.repeat(indent * (depth - 1))}${close}`;
  };
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : floatText(value);
  if (typeof value === 'string') return quote(value);
  if (value instanceof PyList || value instanceof PyTuple)
    return wrap(
      '[',
      value.items.map((item) => dumps(item, options, depth + 1)),
      ']',
    );
  if (value instanceof PyDict) {
    const entries = [...value.entries.values()].map(([key, item]): [string, string] => [
      typeof key === 'string' ? key : dumps(key, options),
      dumps(item, options, depth + 1),
    ]);
    if (sort) entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return wrap(
      '{',
      entries.map(([key, item]) => `${quote(key)}${colon}${item}`),
      '}',
    );
  }
  throw pyError('TypeError', `Object of type ${typeName(value)} is not JSON serializable`);
}

const convert = (value: unknown, integers: boolean): Value => {
  if (Array.isArray(value)) return new PyList(value.map((item) => convert(item, integers)));
  if (typeof value === 'object' && value !== null)
    return PyDict.of(Object.entries(value).map(([key, item]) => [key, convert(item, integers)]));
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
};

/** json.loads */
export function loads(text: string): Value {
  try {
    return convert(JSON.parse(text), true);
  } catch (error) {
    if (error instanceof SyntaxError) throw pyError('JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)');
    throw error;
  }
}
