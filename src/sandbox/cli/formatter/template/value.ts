/**
 * Values that a template sees: null is nil, undefined the missing value of a map, plain objects are maps,
 * arrays slices, `Struct` stands for a Go struct or a pointer to one.
 */
export type GoValue = unknown;

/** A method or a field: gets the arguments that the template writes. */
export type Member = (...args: never[]) => GoValue;

export interface Struct {
  readonly kind: 'struct';
  /** As error messages name it: `*formatter.ContainerContext`. */
  readonly typeName: string;
  /** Undefined where the type has no such field or method. */
  readonly member: (name: string) => Member | undefined;
  /** What `%v` prints. */
  readonly print: () => string;
  /** What `json` makes of it, fields in order. */
  readonly json: () => GoValue;
  /** Its own JSON method escapes `<`, `>` and `&`. */
  readonly escapesHtml?: true;
  /** It is a pointer: below the top an address is printed. */
  readonly pointer?: true;
  /** It is a number or a text with a form of its own, as a duration is: what `%d` and `%s` see. */
  readonly raw?: string | number;
}

export const isStruct = (value: GoValue): value is Struct =>
  typeof value === 'object' && value !== null && (value as Partial<Struct>).kind === 'struct';

export const isMap = (value: GoValue): value is Readonly<Record<string, GoValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isStruct(value);

/** A slice that is nil: prints `[]`, is `null` in JSON. */
export const NIL_SLICE: readonly never[] = Object.freeze([]);
/** A map that is nil: prints `map[]`, is `null` in JSON. */
export const NIL_MAP: Readonly<Record<string, never>> = Object.freeze({});

/** Go sorts strings by octets; for the texts of Docker that is by code unit. */
export const sortedKeys = (map: Readonly<Record<string, GoValue>>): string[] => Object.keys(map).sort();

/** What `if` decides by. */
export function isTrue(value: GoValue): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return isStruct(value) || Boolean(value);
}

/** Where pointers point is nobody's business; this address is as good as any. */
export const ADDRESS = '0xc000012345';

/** What fmt's %v prints. */
export function printValue(value: GoValue, top = true): string {
  if (value === undefined) return '<no value>';
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map((item) => printValue(item, false)).join(' ')}]`;
  if (isStruct(value)) return value.pointer === true && !top ? ADDRESS : value.print();
  if (isMap(value)) {
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${printValue(value[key], false)}`)
      .join(' ')}]`;
  }
  return printNumber(value);
}

function printNumber(value: unknown): string {
  if (typeof value !== 'number' || Number.isInteger(value)) {
    return typeof value === 'number' ? BigInt(value).toString() : String(value);
  }
  const [mantissa = '', exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 21) return String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** A type's name in error messages. */
export function typeName(value: GoValue): string {
  if (isStruct(value)) return value.typeName;
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? '[]string' : '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  return typeof value === 'string' ? 'string' : 'interface {}';
}

/** `<`, `>`, `&` and line separators as Go's json.Marshal writes them. */
export const escapeForHtml = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Go's json.Marshal: what `--format json` prints. */
export const marshalJson = (value: GoValue): string => escapeForHtml(toJson(value));

/** Docker's `json` function: Go's encoding, without escapes for `<`, `>` and `&`. */
export function toJson(value: GoValue): string {
  if (value === undefined || value === null || value === NIL_SLICE || value === NIL_MAP) return 'null';
  if (typeof value === 'string') return jsonString(value);
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value).toString();
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (isStruct(value)) {
    const text = toJson(value.json());
    return value.escapesHtml === true ? escapeForHtml(text) : text;
  }
  return `{${Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${jsonString(key)}:${toJson(item)}`)
    .join(',')}}`;
}

const jsonString = (text: string) => JSON.stringify(text);
