import { pyError } from '../exceptions.ts';
import { callBuiltinMethod } from '../methods/call.ts';
import { listIterator } from '../objects.ts';
import { PyDict, PyInstance, PyIterator, PyList, PyRange, PySet, PyTuple, typeName, type Value } from '../values.ts';
import type { BuiltinTable } from './table.ts';

/** What goes through values, or counts them. */
export function addIteration({ interpreter, add, items }: BuiltinTable): void {
  add('len', async ([value = null]) => {
    if (typeof value === 'string') return BigInt([...value].length);
    if (value instanceof PyRange) return BigInt(value.length);
    if (value instanceof PyInstance) {
      const own = await interpreter.method(value, '__len__');
      if (own !== undefined) return own;
    }
    if (value instanceof PyList || value instanceof PyTuple) return BigInt(value.items.length);
    if (value instanceof PyDict || value instanceof PySet) return BigInt(value.entries.size);
    if (value instanceof Uint8Array) return BigInt(value.length);
    throw pyError('TypeError', `object of type '${typeName(value)}' has no len()`);
  });
  add('range', ([a = null, b, c]) => {
    for (const value of [a, b, c])
      if (value !== undefined && typeof value !== 'bigint')
        throw pyError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
    if (c === 0n) throw pyError('ValueError', 'range() arg 3 must not be zero');
    return b === undefined
      ? new PyRange(0n, a as bigint, 1n)
      : new PyRange(a as bigint, b as bigint, (c ?? 1n) as bigint);
  });
  add('sum', async ([value, start = 0n]) => {
    let total = start;
    for (const item of await items(value)) total = await interpreter.operate('+', total, item);
    return total;
  });
  for (const [name, operator] of [
    ['min', '<'],
    ['max', '>'],
  ] as const) {
    add(name, async (args, keywords) => {
      const all = args.length === 1 ? await items(args[0]) : args;
      const key = keywords.get('key');
      let best: { item: Value; by: Value } | undefined;
      for (const item of all) {
        const by = key === undefined ? item : await interpreter.call(key, [item]);
        if (best === undefined || (await interpreter.compare(operator, by, best.by))) best = { item, by };
      }
      if (best !== undefined) return best.item;
      const fallback = keywords.get('default');
      if (fallback !== undefined) return fallback;
      throw pyError('ValueError', `${name}() arg is an empty sequence`);
    });
  }
  add('sorted', async ([value], keywords) => {
    const list = new PyList(await items(value));
    await callBuiltinMethod(interpreter, list, 'sort', [], keywords);
    return list;
  });
  add('reversed', async ([value]) => listIterator((await items(value)).reverse(), 'list_reverseiterator'));
  add('enumerate', async ([value = null, start = 0n], keywords) => {
    const next = await interpreter.iterate(value);
    let at = BigInt(Number(keywords.get('start') ?? start));
    return new PyIterator(async () => {
      const item = await next();
      return item === undefined ? undefined : new PyTuple([at++, item]);
    }, 'enumerate');
  });
  add('zip', async (args) => {
    const nexts = await Promise.all(args.map((arg) => interpreter.iterate(arg)));
    return new PyIterator(async () => {
      const row: Value[] = [];
      for (const next of nexts) {
        const item = await next();
        if (item === undefined) return undefined;
        row.push(item);
      }
      return row.length === 0 ? undefined : new PyTuple(row);
    }, 'zip');
  });
  add('map', async ([callee = null, value = null]) => {
    const next = await interpreter.iterate(value);
    return new PyIterator(async () => {
      const item = await next();
      return item === undefined ? undefined : interpreter.call(callee, [item]);
    }, 'map');
  });
  add('filter', async ([callee = null, value = null]) => {
    const next = await interpreter.iterate(value);
    return new PyIterator(async () => {
      for (let item = await next(); item !== undefined; item = await next()) {
        if (await interpreter.truth(callee === null ? item : await interpreter.call(callee, [item]))) return item;
      }
      return undefined;
    }, 'filter');
  });
  add('iter', async ([value = null]) => new PyIterator(await interpreter.iterate(value)));
  add('next', async ([value = null, fallback]) => {
    const item =
      value instanceof PyInstance
        ? await interpreter.method(value, '__next__')
        : await (
            await interpreter.iterate(value)
          )();
    if (item !== undefined) return item;
    if (fallback !== undefined) return fallback;
    throw pyError('StopIteration');
  });
  add('any', async ([value]) => {
    for (const item of await items(value)) if (await interpreter.truth(item)) return true;
    return false;
  });
  add('all', async ([value]) => {
    for (const item of await items(value)) if (!(await interpreter.truth(item))) return false;
    return true;
  });
}
