import { decode, toHex } from '../../../../kernel/bytes.ts';
import { pyError } from '../exceptions.ts';
import type { Objects } from '../objects.ts';
import { type Keywords, PyDict, PyIterator, PyList, PySet, PyTuple, type Value } from '../values.ts';
import { DICT } from './dict.ts';
import { LIST } from './list.ts';
import type { Methods } from './methods.ts';
import { SET } from './set.ts';
import { STRING } from './string.ts';

const BYTES: Methods<Uint8Array> = {
  decode: (self) => decode(self),
  hex: toHex,
};

const ITERATOR: Methods<PyIterator> = {
  __next__: async (self) => {
    const item = await self.next();
    if (item === undefined) throw pyError('StopIteration');
    return item;
  },
};

const NUMBER: Methods<bigint | number> = {
  is_integer: (self) => Number.isInteger(Number(self)),
  bit_length: (self) => BigInt(typeof self === 'bigint' && self !== 0n ? self.toString(2).replace('-', '').length : 0),
};

function tableOf(value: Value): Methods<never> | undefined {
  if (typeof value === 'string') return STRING;
  if (value instanceof PyList) return LIST;
  if (value instanceof PyDict) return DICT;
  if (value instanceof PySet) return SET;
  if (value instanceof PyTuple) return { count: LIST.count, index: LIST.index };
  if (value instanceof Uint8Array) return BYTES;
  if (value instanceof PyIterator) return ITERATOR;
  if (typeof value === 'bigint' || typeof value === 'number') return NUMBER;
  return undefined;
}

export function hasBuiltinMethod(value: Value, name: string): boolean {
  const table = tableOf(value);
  return table !== undefined && Object.hasOwn(table, name) && name !== '%';
}

/** Calls a method of a built-in type. */
export async function callBuiltinMethod(
  interpreter: Objects,
  self: Value,
  name: string,
  args: Value[],
  keywords: Keywords,
): Promise<Value | undefined> {
  const method = tableOf(self)?.[name];
  return method?.(self as never, args, keywords, interpreter);
}
