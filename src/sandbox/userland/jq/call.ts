import { BUILTINS } from './builtins.ts';
import { evaluate, find, pathsOf } from './evaluate.ts';
import { deletePaths, type Found, getPath, type Path, plain, recurse, setPath } from './path.ts';
import { type Closure, Scope, UndefinedName } from './scope.ts';
import type { Filter } from './syntax.ts';
import { compare, isArray, JqError, type Json, truthy, typeOf } from './value.ts';

/** Calls a function of the program, or one that jq brings along. */
export function* call(name: string, args: readonly Filter[], input: Found, scope: Scope): Generator<Found> {
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
