import { arithmetic } from './arithmetic.ts';
import { call } from './call.ts';
import { formatAs } from './format.ts';
import { at, deletePaths, type Found, getPath, iterate, type Path, plain, recurse, setPath, slice } from './path.ts';
import { Scope, UndefinedName } from './scope.ts';
import type { Filter, Pattern } from './syntax.ts';
import { brief, JqError, type Json, truthy, typeOf } from './value.ts';

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

export function* find(filter: Filter, input: Found, scope: Scope): Generator<Found> {
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
