import { BUILTINS, PRELUDE } from './builtins.ts';
import { formatAs } from './format.ts';
import { arithmetic } from './arithmetic.ts';
import { type Filter, parseFilter, type Pattern } from './syntax.ts';
import { brief, compare, isArray, isObject, JqError, type Json, truthy, typeOf } from './value.ts';

type Path = readonly Json[];
interface Closure {
  readonly params: readonly string[];
  readonly body: Filter;
  scope: Scope;
}

/** Variables and functions that a filter sees. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly variables = new Map<string, Json>();
  readonly functions = new Map<string, Closure>();
  /** What `input` takes; undefined when there is no more. */
  nextInput: (() => Json | undefined) | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  variable(name: string): Json | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const value = scope.variables.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  function(key: string): Closure | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.functions.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

let standard: Scope | undefined;

/** The scope in which a program starts: what jq defines in jq. */
export function standardScope(): Scope {
  if (standard !== undefined) return new Scope(standard);
  const scope = new Scope();
  let filter = parseFilter(PRELUDE);
  while (filter.kind === 'define') {
    scope.functions.set(`${filter.name}/${filter.params.length}`, { params: filter.params, body: filter.body, scope });
    filter = filter.rest;
  }
  return new Scope((standard = scope));
}

/** A value, and where it lies in the input if that is asked for. */
interface Found {
  readonly value: Json;
  readonly path: Path | undefined;
}

export function* evaluate(filter: Filter, input: Json, scope: Scope): Generator<Json> {
  for (const { value } of find(filter, { value: input, path: undefined }, scope)) yield value;
}

/** Paths of all that a filter selects. */
export function* pathsOf(filter: Filter, input: Json, scope: Scope): Generator<Path> {
  for (const { path } of find(filter, { value: input, path: [] }, scope)) {
    if (path === undefined) throw new JqError('Invalid path expression');
    yield path;
  }
}

const plain = (value: Json): Found => ({ value, path: undefined });

function* find(filter: Filter, input: Found, scope: Scope): Generator<Found> {
  const values = (part: Filter): Generator<Json> => evaluate(part, input.value, scope);
  switch (filter.kind) {
    case 'identity':
      yield input;
      return;
    case 'recurse':
      yield* recurse(input);
      return;
    case 'literal':
      yield plain(filter.value as Json);
      return;
    case 'variable': {
      const value = scope.variable(filter.name);
      if (value === undefined) throw new UndefinedName(`$${filter.name}`);
      yield plain(value);
      return;
    }
    case 'string':
      for (const text of interpolate(filter.parts, filter.format, input.value, scope)) yield plain(text);
      return;
    case 'format':
      yield plain(formatAs(filter.name, input.value));
      return;
    case 'index':
      for (const target of find(filter.target, input, scope))
        for (const key of values(filter.key)) yield at(target, key);
      return;
    case 'slice':
      for (const target of find(filter.target, input, scope)) {
        for (const to of filter.to === undefined ? [null] : values(filter.to)) {
          for (const from of filter.from === undefined ? [null] : values(filter.from)) yield slice(target, from, to);
        }
      }
      return;
    case 'iterate':
      for (const target of find(filter.target, input, scope)) yield* iterate(target);
      return;
    case 'optional':
      yield* attempt(filter.target, undefined, input, scope);
      return;
    case 'try':
      yield* attempt(filter.body, filter.handler, input, scope);
      return;
    case 'pipe':
      for (const left of find(filter.left, input, scope)) yield* find(filter.right, left, scope);
      return;
    case 'comma':
      yield* find(filter.left, input, scope);
      yield* find(filter.right, input, scope);
      return;
    case 'binary':
      yield* binary(filter, input, scope);
      return;
    case 'negate':
      for (const value of values(filter.target)) {
        if (typeof value !== 'number') throw new JqError(`${typeOf(value)} (${brief(value)}) cannot be negated`);
        yield plain(-value);
      }
      return;
    case 'array':
      yield plain(filter.content === undefined ? [] : [...values(filter.content)]);
      return;
    case 'object':
      for (const value of construct(filter.entries, 0, {}, input.value, scope)) yield plain(value);
      return;
    case 'if':
      for (const condition of values(filter.condition))
        yield* find(truthy(condition) ? filter.then : filter.else, input, scope);
      return;
    case 'bind':
      for (const value of values(filter.source)) yield* find(filter.body, input, bind(filter.pattern, value, scope));
      return;
    case 'reduce':
    case 'foreach':
      yield* fold(filter, input, scope);
      return;
    case 'define': {
      const inner = new Scope(scope);
      inner.functions.set(`${filter.name}/${filter.params.length}`, {
        params: filter.params,
        body: filter.body,
        scope: inner,
      });
      yield* find(filter.rest, input, inner);
      return;
    }
    case 'assign':
      for (const value of assign(filter, input.value, scope)) yield plain(value);
      return;
    case 'call':
      yield* call(filter.name, filter.args, input, scope);
  }
}

/** A function or variable that isn't there: the program doesn't compile. */
export class UndefinedName extends Error {}

function* recurse(input: Found): Generator<Found> {
  yield input;
  if (typeof input.value === 'object' && input.value !== null)
    for (const child of iterate(input)) yield* recurse(child);
}

function at({ value, path }: Found, key: Json): Found {
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

function slice({ value, path }: Found, from: Json, to: Json): Found {
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

function* iterate({ value, path }: Found): Generator<Found> {
  const place = (key: Json) => (path === undefined ? undefined : [...path, key]);
  if (isArray(value)) for (const [index, item] of value.entries()) yield { value: item, path: place(index) };
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield { value: item, path: place(key) };
  else throw new JqError(`Cannot iterate over ${typeOf(value)}${value === null ? '' : ` (${brief(value)})`}`);
}

function* attempt(body: Filter, handler: Filter | undefined, input: Found, scope: Scope): Generator<Found> {
  try {
    yield* find(body, input, scope);
  } catch (error) {
    if (!(error instanceof JqError)) throw error;
    if (handler !== undefined) yield* find(handler, plain(error.value), scope);
  }
}

function* binary(filter: Extract<Filter, { kind: 'binary' }>, input: Found, scope: Scope): Generator<Found> {
  const { operator } = filter;
  if (operator === '//') {
    let any = false;
    try {
      for (const found of find(filter.left, input, scope)) {
        if (!truthy(found.value)) continue;
        any = true;
        yield found;
      }
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
    }
    if (!any) yield* find(filter.right, input, scope);
    return;
  }
  if (operator === 'and' || operator === 'or') {
    for (const left of evaluate(filter.left, input.value, scope)) {
      if (truthy(left) === (operator === 'or')) yield plain(operator === 'or');
      else for (const right of evaluate(filter.right, input.value, scope)) yield plain(truthy(right));
    }
    return;
  }
  for (const right of evaluate(filter.right, input.value, scope)) {
    for (const left of evaluate(filter.left, input.value, scope)) yield plain(arithmetic(operator, left, right));
  }
}

function* interpolate(
  parts: readonly (string | Filter)[],
  format: string | undefined,
  input: Json,
  scope: Scope,
  before = '',
): Generator<string> {
  const [part, ...rest] = parts;
  if (part === undefined) yield before;
  else if (typeof part === 'string') yield* interpolate(rest, format, input, scope, before + part);
  else {
    for (const value of evaluate(part, input, scope)) {
      yield* interpolate(rest, format, input, scope, before + formatAs(format ?? '@text', value));
    }
  }
}

function* construct(
  entries: readonly (readonly [Filter, Filter])[],
  index: number,
  before: Readonly<Record<string, Json>>,
  input: Json,
  scope: Scope,
): Generator<Json> {
  const entry = entries[index];
  if (entry === undefined) return yield before;
  for (const key of evaluate(entry[0], input, scope)) {
    if (typeof key !== 'string') throw new JqError(`Object keys must be strings`);
    for (const value of evaluate(entry[1], input, scope))
      yield* construct(entries, index + 1, { ...before, [key]: value }, input, scope);
  }
}

function bind(pattern: Pattern, value: Json, scope: Scope): Scope {
  const inner = new Scope(scope);
  const assignTo = (part: Pattern, item: Json): void => {
    if (part.kind === 'name') inner.variables.set(part.name, item);
    else if (part.kind === 'list') part.items.forEach((child, index) => assignTo(child, at(plain(item), index).value));
    else {
      for (const [key, child, name] of part.entries) {
        const [field = null] = evaluate(key, item, inner);
        const found = at(plain(item), field).value;
        if (name !== undefined) inner.variables.set(name, found);
        if (child !== undefined) assignTo(child, found);
      }
    }
  };
  assignTo(pattern, value);
  return inner;
}

function* fold(filter: Extract<Filter, { kind: 'reduce' | 'foreach' }>, input: Found, scope: Scope): Generator<Found> {
  for (const start of evaluate(filter.start, input.value, scope)) {
    let state = start;
    for (const item of evaluate(filter.source, input.value, scope)) {
      const inner = bind(filter.pattern, item, scope);
      for (const next of evaluate(filter.update, state, inner)) {
        state = next;
        if (filter.kind === 'foreach')
          yield* filter.extract === undefined ? [plain(state)] : find(filter.extract, plain(state), inner);
      }
    }
    if (filter.kind === 'reduce') yield plain(state);
  }
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

function* assign(filter: Extract<Filter, { kind: 'assign' }>, input: Json, scope: Scope): Generator<Json> {
  const { operator } = filter;
  if (operator === '|=') {
    let result = input;
    const gone: Path[] = [];
    for (const path of [...pathsOf(filter.left, input, scope)]) {
      const [next] = evaluate(filter.right, getPath(result, path), scope);
      if (next === undefined) gone.push(path);
      else result = setPath(result, path, () => next);
    }
    yield deletePaths(result, gone);
    return;
  }
  for (const value of evaluate(filter.right, input, scope)) {
    let result = input;
    for (const path of [...pathsOf(filter.left, input, scope)]) {
      result = setPath(result, path, (before) => {
        if (operator === '=') return value;
        if (operator === '//=') return truthy(before) ? before : value;
        return arithmetic(operator.slice(0, -1), before, value);
      });
    }
    yield result;
  }
}

function* call(name: string, args: readonly Filter[], input: Found, scope: Scope): Generator<Found> {
  const closure = scope.function(`${name}/${args.length}`);
  if (closure !== undefined) return yield* invoke(closure, args, 0, new Scope(closure.scope), input, scope);
  const [first, second, third] = args;
  switch (`${name}/${args.length}`) {
    case 'empty/0':
      return;
    case 'input/0':
    case 'inputs/0':
      yield* inputs(name === 'inputs', scope);
      return;
    case 'env/0':
      return yield plain(scope.variable('ENV') ?? {});
    case 'now/0':
      return yield plain(scope.variable('__now') ?? 0);
    case 'error/0':
      throw new JqError(input.value);
    case 'error/1':
      for (const value of evaluate(first as Filter, input.value, scope)) throw new JqError(value);
      return;
    case 'path/1':
      for (const path of pathsOf(first as Filter, input.value, scope)) yield plain(path);
      return;
    case 'select/1':
      for (const condition of evaluate(first as Filter, input.value, scope)) if (truthy(condition)) yield input;
      return;
    case 'recurse/0':
      return yield* recurse(input);
    case 'first/1':
      for (const found of find(first as Filter, input, scope)) return yield found;
      return;
    case 'limit/2':
      for (const count of evaluate(first as Filter, input.value, scope)) {
        let left = Number(count);
        if (left <= 0) return;
        for (const found of find(second as Filter, input, scope)) {
          yield found;
          if (--left <= 0) break;
        }
      }
      return;
    case 'getpath/1':
      for (const path of evaluate(first as Filter, input.value, scope)) {
        yield {
          value: getPath(input.value, path as Path),
          path: input.path === undefined ? undefined : [...input.path, ...(path as Path)],
        };
      }
      return;
    case 'setpath/2':
      for (const path of evaluate(first as Filter, input.value, scope)) {
        for (const value of evaluate(second as Filter, input.value, scope))
          yield plain(setPath(input.value, path as Path, () => value));
      }
      return;
    case 'delpaths/1':
      for (const paths of evaluate(first as Filter, input.value, scope))
        yield plain(deletePaths(input.value, paths as readonly Path[]));
      return;
    case 'del/1':
      yield plain(deletePaths(input.value, [...pathsOf(first as Filter, input.value, scope)]));
      return;
    case 'sort_by/1':
    case 'group_by/1':
    case 'unique_by/1':
    case 'min_by/1':
    case 'max_by/1':
      yield plain(byKey(name, first as Filter, input.value, scope));
      return;
    case 'range/1':
    case 'range/2':
    case 'range/3': {
      const [from, to, by] =
        args.length === 1 ? [{ kind: 'literal', value: 0 } as Filter, first] : [first, second, third];
      for (const start of evaluate(from as Filter, input.value, scope)) {
        for (const end of evaluate(to as Filter, input.value, scope)) {
          for (const step of by === undefined ? [1] : evaluate(by, input.value, scope)) {
            const size = Number(step);
            for (
              let value = Number(start);
              size > 0 ? value < Number(end) : size < 0 && value > Number(end);
              value += size
            )
              yield plain(value);
          }
        }
      }
      return;
    }
  }
  const builtin = BUILTINS[`${name}/${args.length}`];
  if (builtin === undefined) throw new UndefinedName(`${name}/${args.length}`);
  for (const values of product(args, input.value, scope)) yield plain(builtin(input.value, ...values));
}

function* product(args: readonly Filter[], input: Json, scope: Scope): Generator<Json[]> {
  const [first, ...rest] = args;
  if (first === undefined) return yield [];
  for (const more of product(rest, input, scope))
    for (const value of evaluate(first, input, scope)) yield [value, ...more];
}

function* invoke(
  closure: Closure,
  args: readonly Filter[],
  index: number,
  inner: Scope,
  input: Found,
  scope: Scope,
): Generator<Found> {
  const param = closure.params[index];
  if (param === undefined) return yield* find(closure.body, input, inner);
  const arg = args[index] ?? { kind: 'identity' };
  if (!param.startsWith('$')) {
    inner.functions.set(`${param}/0`, { params: [], body: arg, scope });
    return yield* invoke(closure, args, index + 1, inner, input, scope);
  }
  for (const value of evaluate(arg, input.value, scope)) {
    const own = new Scope(inner);
    own.variables.set(param.slice(1), value);
    own.functions.set(`${param.slice(1)}/0`, { params: [], body: { kind: 'literal', value }, scope });
    yield* invoke(closure, args, index + 1, own, input, scope);
  }
}

function byKey(name: string, filter: Filter, input: Json, scope: Scope): Json {
  if (!isArray(input)) throw new JqError(`Cannot index ${typeOf(input)} with number`);
  const keyed = input.map((value) => ({ value, key: [...evaluate(filter, value, scope)] }));
  const sorted = [...keyed].sort((a, b) => compare(a.key, b.key));
  const fresh = sorted.filter((item, index) => index === 0 || compare(sorted[index - 1]?.key ?? null, item.key) !== 0);
  switch (name) {
    case 'sort_by':
      return sorted.map(({ value }) => value);
    case 'unique_by':
      return fresh.map(({ value }) => value);
    case 'group_by':
      return fresh.map(({ key }) => sorted.filter((item) => compare(item.key, key) === 0).map(({ value }) => value));
    case 'min_by':
      return sorted[0]?.value ?? null;
    default:
      return (
        keyed.reduce<(typeof keyed)[number] | undefined>(
          (best, item) => (best === undefined || compare(item.key, best.key) >= 0 ? item : best),
          undefined,
        )?.value ?? null
      );
  }
}

function* inputs(all: boolean, from: Scope): Generator<Found> {
  let scope: Scope | undefined = from;
  while (scope !== undefined && scope.nextInput === undefined) scope = scope.parent;
  do {
    const next = scope?.nextInput?.();
    if (next === undefined) {
      if (all) return;
      throw new JqError('No more inputs');
    }
    yield plain(next);
  } while (all);
}
