import type { Interpreter } from '../interpreter.ts';
import { type Native, PyBuiltin, PyClass, type Value } from '../values.ts';

/** The names that every program has, to be filled. */
export interface BuiltinTable {
  readonly interpreter: Interpreter;
  readonly add: (name: string, call: Native) => void;
  /** A class whose call converts. */
  readonly addType: (name: string, make: Native) => void;
  /** What a value gives when it is gone through. */
  readonly items: (value: Value | undefined) => Promise<Value[]>;
}

export const tableOf = (interpreter: Interpreter): BuiltinTable => ({
  interpreter,
  add: (name, call) => void interpreter.builtins.set(name, new PyBuiltin(name, call)),
  addType: (name, make) => {
    const attributes = new Map<string, Value>([['__new__', new PyBuiltin(name, make)]]);
    interpreter.builtins.set(name, new PyClass(name, [], attributes));
  },
  items: (value) => interpreter.items(value ?? null),
});
