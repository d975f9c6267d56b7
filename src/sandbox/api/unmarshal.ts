import { ApiError } from './errors.ts';

/** What a JSON value must be to fit a Go type. */
export type Shape =
  | { readonly kind: 'scalar'; readonly type: 'string' | 'bool' | 'int64'; readonly name?: string }
  /** A slice; `one`: a single value stands for a list of it. */
  | { readonly kind: 'list'; readonly of: Shape; readonly one: boolean }
  | { readonly kind: 'map'; readonly of: Shape }
  | {
      readonly kind: 'struct';
      readonly name: string;
      readonly fields: Readonly<Record<string, Shape>>;
      /** Values of fields that are absent. */
      readonly zero: Readonly<Record<string, unknown>>;
    };

export const TEXT: Shape = { kind: 'scalar', type: 'string' };
export const FLAG: Shape = { kind: 'scalar', type: 'bool' };
export const WHOLE: Shape = { kind: 'scalar', type: 'int64' };
export const list = (of: Shape, { one = false } = {}): Shape => ({ kind: 'list', of, one });
export const map = (of: Shape): Shape => ({ kind: 'map', of });
export const struct = (
  name: string,
  fields: Readonly<Record<string, Shape>>,
  zero: Readonly<Record<string, unknown>> = {},
): Shape => ({ kind: 'struct', name, fields, zero });

/**
 * Takes over what fits a Go type, as encoding/json does: unknown fields and nulls are left out, the others come in the order of the type.
 *
 * @throws {ApiError} `invalid JSON: json: cannot unmarshal number into Go struct field CreateOptions.Name of type string`
 */
export function unmarshal(value: unknown, shape: Shape, root = goType(shape).split('.').at(-1) ?? ''): unknown {
  return value === null ? zeroOf(shape) : read(value, shape, { root, path: [], member: true });
}

interface Place {
  readonly root: string;
  readonly path: readonly string[];
  /** False for an element of a list, which Go's message names in another way. */
  readonly member: boolean;
}

function read(value: unknown, shape: Shape, place: Place): unknown {
  switch (shape.kind) {
    case 'scalar':
      return isScalar(value, shape.type) ? value : refuse(value, shape, place);
    case 'list':
      if (Array.isArray(value)) {
        return value.map((element, index) => readPart(element, shape.of, below(place, String(index), false)));
      }
      if (!shape.one) return refuse(value, shape, place);
      return typeof value === 'string' ? [value] : refuse(value, TEXT, { ...place, path: [] });
    case 'map':
      if (!isObject(value)) return refuse(value, shape, place);
      // Go writes maps in the order of their keys.
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, one]): [string, unknown] => [key, readPart(one, shape.of, below(place, pointer(key), true))])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    case 'struct': {
      if (!isObject(value)) return refuse(value, shape, place);
      const given = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
        const name = fieldOf(shape.fields, key);
        const field = name === undefined ? undefined : shape.fields[name];
        if (name === undefined || field === undefined || one === null) return [];
        return [[name, read(one, field, below(place, name, true))]];
      });
      const members: Readonly<Record<string, unknown>> = { ...shape.zero, ...Object.fromEntries(given) };
      return Object.fromEntries(
        Object.keys(shape.fields).flatMap((name) => (name in members ? [[name, members[name]]] : [])),
      );
    }
  }
}

const readPart = (value: unknown, shape: Shape, place: Place): unknown =>
  value === null ? (shape.kind === 'list' ? null : zeroOf(shape)) : read(value, shape, place);

const below = ({ root, path }: Place, name: string, member: boolean): Place => ({
  root,
  path: [...path, name],
  member,
});

/** Names of fields match in any case. */
function fieldOf(fields: Readonly<Record<string, Shape>>, key: string): string | undefined {
  if (Object.hasOwn(fields, key)) return key;
  const lower = key.toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === lower);
}

/** @see RFC 6901 */
const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isScalar(value: unknown, type: 'string' | 'bool' | 'int64'): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'bool') return typeof value === 'boolean';
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63;
}

function zeroOf(shape: Shape): unknown {
  if (shape.kind === 'scalar') return shape.type === 'string' ? '' : shape.type === 'bool' ? false : 0;
  if (shape.kind === 'list') return [];
  return shape.kind === 'struct' ? { ...shape.zero } : {};
}

function goType(shape: Shape): string {
  if (shape.kind === 'scalar') return shape.name ?? shape.type;
  if (shape.kind === 'list') return `[]${goType(shape.of)}`;
  return shape.kind === 'map' ? `map[string]${goType(shape.of)}` : shape.name;
}

function refuse(value: unknown, shape: Shape, { root, path, member }: Place): never {
  const number = typeof value === 'number' && shape.kind === 'scalar' && shape.type === 'int64' ? ` ${value}` : '';
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const where =
    path.length === 0
      ? `Go value of type ${goType(shape)}`
      : `${member ? 'Go struct field ' : ''}${root}.${path.join('.')} of type ${goType(shape)}`;
  throw new ApiError('invalid_parameter', `invalid JSON: json: cannot unmarshal ${kind}${number} into ${where}`);
}
