import { pyError } from '../exceptions.ts';
import type { Objects } from '../objects.ts';
import { order } from '../operators.ts';
import { type Keywords, PyList, type Value } from '../values.ts';
import type { Methods } from './methods.ts';

async function sorted(self: PyList, keywords: Keywords, interpreter: Objects): Promise<void> {
  const key = keywords.get('key') ?? null;
  const keyed: { item: Value; by: Value }[] = [];
  for (const item of self.items) keyed.push({ item, by: key === null ? item : await interpreter.call(key, [item]) });
  const sign = (await interpreter.truth(keywords.get('reverse') ?? null)) ? -1 : 1;
  keyed.sort((a, b) => sign * order(a.by, b.by));
  self.items = keyed.map(({ item }) => item);
}

/** Methods of `list`. */
export const LIST = {
  append: (self, [item = null]) => (self.items.push(item), null),
  extend: async (self, [more = null], _keywords, interpreter) => {
    self.items.push(...(await interpreter.items(more)));
    return null;
  },
  insert: (self, [at, item = null]) => {
    self.items.splice(Number(at), 0, item);
    return null;
  },
  pop: (self, [at]) => {
    if (self.items.length === 0) throw pyError('IndexError', 'pop from empty list');
    const [item] = self.items.splice(at === undefined ? -1 : Number(at), 1);
    if (item === undefined) throw pyError('IndexError', 'pop index out of range');
    return item;
  },
  remove: async (self, [item = null], _keywords, interpreter) => {
    for (const [index, own] of self.items.entries()) {
      if (!(await interpreter.compare('==', own, item))) continue;
      self.items.splice(index, 1);
      return null;
    }
    throw pyError('ValueError', 'list.remove(x): x not in list');
  },
  index: async (self, [item = null], _keywords, interpreter) => {
    for (const [index, own] of self.items.entries())
      if (await interpreter.compare('==', own, item)) return BigInt(index);
    throw pyError('ValueError', `${await interpreter.repr(item)} is not in list`);
  },
  count: async (self, [item = null], _keywords, interpreter) => {
    let count = 0n;
    for (const own of self.items) if (await interpreter.compare('==', own, item)) count++;
    return count;
  },
  sort: async (self, _args, keywords, interpreter) => {
    await sorted(self, keywords, interpreter);
    return null;
  },
  reverse: (self) => (self.items.reverse(), null),
  clear: (self) => ((self.items = []), null),
  copy: (self) => new PyList([...self.items]),
} satisfies Methods<PyList>;
