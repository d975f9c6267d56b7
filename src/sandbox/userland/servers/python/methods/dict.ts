import { pyError } from '../exceptions.ts';
import { PyDict, PyList, PyTuple } from '../values.ts';
import type { Methods } from './methods.ts';

/** Methods of `dict`. */
export const DICT: Methods<PyDict> = {
  get: (self, [key = null, fallback = null]) => self.get(key) ?? fallback,
  keys: (self) => new PyList(self.keys),
  values: (self) => new PyList([...self.entries.values()].map(([, value]) => value)),
  items: (self) => new PyList([...self.entries.values()].map((entry) => new PyTuple(entry))),
  pop: (self, [key = null, fallback]) => {
    const value = self.get(key) ?? fallback;
    if (value === undefined) throw pyError('KeyError', key);
    self.delete(key);
    return value;
  },
  setdefault: (self, [key = null, fallback = null]) => {
    if (self.get(key) === undefined) self.set(key, fallback);
    return self.get(key) ?? null;
  },
  update: async (self, [other = null], keywords, interpreter) => {
    if (other instanceof PyDict) for (const [key, value] of other.entries.values()) self.set(key, value);
    else if (other !== null) {
      for (const pair of await interpreter.items(other)) {
        const [key = null, value = null] = await interpreter.items(pair);
        self.set(key, value);
      }
    }
    for (const [key, value] of keywords) self.set(key, value);
    return null;
  },
  clear: (self) => (self.entries.clear(), null),
  copy: (self) => PyDict.of(self.entries.values()),
};
