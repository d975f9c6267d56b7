import { PySet } from '../values.ts';
import type { Methods } from './methods.ts';

/** Methods of `set`. */
export const SET: Methods<PySet> = {
  add: (self, [item = null]) => (self.add(item), null),
  discard: (self, [item = null]) => {
    const kept = self.items.filter((own) => !new PySet([item]).has(own));
    self.entries.clear();
    for (const own of kept) self.add(own);
    return null;
  },
  union: async (self, args, _keywords, interpreter) =>
    new PySet([...self.items, ...(await Promise.all(args.map((arg) => interpreter.items(arg)))).flat()]),
  intersection: async (self, [other = null], _keywords, interpreter) => {
    const others = new PySet(await interpreter.items(other));
    return new PySet(self.items.filter((item) => others.has(item)));
  },
  difference: async (self, [other = null], _keywords, interpreter) => {
    const others = new PySet(await interpreter.items(other));
    return new PySet(self.items.filter((item) => !others.has(item)));
  },
};
