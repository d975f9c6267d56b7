import { brief, compare, isArray, isObject, JqError, type Json, typeOf } from './value.ts';

export type Path = readonly Json[];

/** A value, and where it lies in the input if that is asked for. */
export interface Found {
  readonly value: Json;
  readonly path: Path | undefined;
}

export const plain = (value: Json): Found => ({ value, path: undefined });

export function* recurse(input: Found): Generator<Found> {
  yield input;
  if (typeof input.value === 'object' && input.value !== null)
    for (const child of iterate(input)) yield* recurse(child);
}

export function at({ value, path }: Found, key: Json): Found {
  const place = path === undefined ? undefined : [...path, key];
  const found = (result: Json | undefined): Found => ({ value: result ?? null, path: place });
  if (typeof key === 'string' && isObject(value)) return found(Object.hasOwn(value, key) ? value[key] : null);
  if (typeof key === 'number' && isArray(value))
    return found(value[Math.floor(key) < 0 ? value.length + Math.floor(key) : Math.floor(key)]);
  if (value === null && (typeof key === 'string' || typeof key === 'number' || key === null)) return found(null);
  if (isObject(key) && (isArray(value) || value === null))
    return slice({ value, path }, key['start'] ?? null, key['end'] ?? null);
  if (isArray(key) && isArray(value)) return found(indices(value, key));
  throw new JqError(`Cannot index ${typeOf(value)} with ${typeof key === 'string' ? `string "${key}"` : typeOf(key)}`);
}

function indices(value: readonly Json[], key: readonly Json[]): Json[] {
  return value.flatMap((_, index) =>
    key.length > 0 && compare(value.slice(index, index + key.length), key) === 0 ? [index] : [],
  );
}

export function slice({ value, path }: Found, from: Json, to: Json): Found {
  const place = path === undefined ? undefined : [...path, { start: from, end: to }];
  if (value === null) return { value: null, path: place };
  if (typeof value !== 'string' && !isArray(value)) throw new JqError(`Cannot index ${typeOf(value)} with object`);
  const length = typeof value === 'string' ? [...value].length : value.length;
  const bound = (end: Json, fallback: number) => {
    if (end === null) return fallback;
    if (typeof end !== 'number') throw new JqError('Start and end indices of an array slice must be numbers');
    return Math.max(0, Math.min(length, end < 0 ? length + end : end));
  };
  const [start, stop] = [Math.floor(bound(from, 0)), Math.ceil(bound(to, length))];
  return {
    value: typeof value === 'string' ? [...value].slice(start, stop).join('') : value.slice(start, stop),
    path: place,
  };
}

export function* iterate({ value, path }: Found): Generator<Found> {
  const place = (key: Json) => (path === undefined ? undefined : [...path, key]);
  if (isArray(value)) for (const [index, item] of value.entries()) yield { value: item, path: place(index) };
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield { value: item, path: place(key) };
  else throw new JqError(`Cannot iterate over ${typeOf(value)}${value === null ? '' : ` (${brief(value)})`}`);
}

/** A copy with another value at a path. */
export function setPath(value: Json, path: Path, change: (before: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (typeof key === 'string' && (isObject(value) || value === null)) {
    return { ...(value ?? {}), [key]: setPath(value?.[key] ?? null, rest, change) };
  }
  if (typeof key === 'number' && (isArray(value) || value === null)) {
    const copy = [...(value ?? [])];
    const index = key < 0 ? copy.length + key : key;
    if (index < 0) throw new JqError('Out of bounds negative array index');
    while (copy.length < index) copy.push(null);
    copy[index] = setPath(copy[index] ?? null, rest, change);
    return copy;
  }
  if (isObject(key) && (isArray(value) || value === null)) {
    const list = value ?? [];
    const [from, to] = [Number(key['start'] ?? 0), Number(key['end'] ?? list.length)];
    const changed = setPath(slice(plain(list), from, to).value, rest, change);
    return [...list.slice(0, from), ...(isArray(changed) ? changed : []), ...list.slice(to)];
  }
  throw new JqError(`Cannot index ${typeOf(value)} with ${typeof key === 'string' ? `string "${key}"` : typeOf(key)}`);
}

export const getPath = (value: Json, path: Path): Json =>
  path.reduce<Json>((found, key) => (found === null ? null : at(plain(found), key).value), value);

export function deletePaths(value: Json, paths: readonly Path[]): Json {
  const ordered = [...paths].sort((a, b) => compare(b, a));
  return ordered.reduce<Json>((result, path) => {
    const last = path.at(-1);
    if (last === undefined) return null;
    if (getPath(result, path.slice(0, -1)) === null) return result;
    return setPath(result, path.slice(0, -1), (parent) => {
      if (isObject(parent) && typeof last === 'string')
        return Object.fromEntries(Object.entries(parent).filter(([key]) => key !== last));
      if (isArray(parent) && typeof last === 'number')
        return parent.filter((_, index) => index !== (last < 0 ? parent.length + last : last));
      if (isArray(parent) && isObject(last)) {
        const kept = slice(plain(parent), last['start'] ?? null, last['end'] ?? null).value as readonly Json[];
        const start = Math.max(0, Number(last['start'] ?? 0));
        return parent.filter((_, index) => index < start || index >= start + kept.length);
      }
      throw new JqError(
        `Cannot delete field at ${typeof last === 'string' ? 'object' : 'array'} index of ${typeOf(parent)}`,
      );
    });
  }, value);
}
