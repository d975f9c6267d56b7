import type { Process } from '../../../kernel/process.ts';
import { callBuiltinMethod, hasBuiltinMethod } from './methods/call.ts';
import { exceptionClass, pyError } from './exceptions.ts';
import { binary, equals, order, truth } from './operators.ts';
import { reprOf, strOf } from './text.ts';
import {
  type Keywords,
  PyBuiltin,
  PyClass,
  PyDict,
  PyError,
  PyFunction,
  PyInstance,
  PyIterator,
  PyList,
  PyMethod,
  PyModule,
  PyRange,
  PySet,
  PyTuple,
  typeName,
  Unhashable,
  type Value,
} from './values.ts';

/** What the values of Python are able to do: operators, items, attributes. */
export abstract class Objects {
  readonly process: Process;
  readonly builtins = new Map<string, Value>();

  constructor(process: Process) {
    this.process = process;
  }

  abstract call(callee: Value, args: Value[], keywords?: Keywords): Promise<Value>;

  readonly method = async (object: PyInstance, name: string, args: Value[] = []): Promise<Value | undefined> => {
    const found = object.type.find(name);
    return found === undefined ? undefined : this.call(found, [object, ...args]);
  };

  repr = (value: Value): Promise<string> => reprOf(value, this.method);
  str = (value: Value): Promise<string> => strOf(value, this.method);

  async operate(operator: string, left: Value, right: Value): Promise<Value> {
    const name = OPERATOR_METHODS[operator];
    if (left instanceof PyInstance && name !== undefined) {
      const result = await this.method(left, `__${name}__`, [right]);
      if (result !== undefined) return result;
    }
    if (right instanceof PyInstance && name !== undefined) {
      const result = await this.method(right, `__r${name}__`, [left]);
      if (result !== undefined) return result;
    }
    if (operator === '%' && typeof left === 'string') {
      return (await callBuiltinMethod(this, left, '%', [right], new Map())) ?? null;
    }
    return binary(operator, left, right);
  }

  async compare(operator: string, left: Value, right: Value): Promise<boolean> {
    switch (operator) {
      case 'is':
        return left === right;
      case 'is not':
        return left !== right;
      case 'in':
        return this.contains(right, left);
      case 'not in':
        return !(await this.contains(right, left));
      case '==':
      case '!=': {
        const own = left instanceof PyInstance ? await this.method(left, '__eq__', [right]) : undefined;
        return (own === undefined ? equals(left, right) : await this.truth(own)) === (operator === '==');
      }
      default: {
        const names: Readonly<Record<string, string>> = {
          '<': '__lt__',
          '>': '__gt__',
          '<=': '__le__',
          '>=': '__ge__',
        };
        const own = left instanceof PyInstance ? await this.method(left, names[operator] ?? '', [right]) : undefined;
        if (own !== undefined) return this.truth(own);
        const difference = order(left, right, operator);
        return operator === '<'
          ? difference < 0
          : operator === '>'
            ? difference > 0
            : operator === '<='
              ? difference <= 0
              : difference >= 0;
      }
    }
  }

  async contains(container: Value, item: Value): Promise<boolean> {
    if (typeof container === 'string') {
      if (typeof item !== 'string')
        throw pyError('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`);
      return container.includes(item);
    }
    if (container instanceof PyDict) return container.get(item) !== undefined;
    if (container instanceof PySet) return container.has(item);
    if (container instanceof PyInstance && container.type.find('__contains__') !== undefined) {
      return this.truth((await this.method(container, '__contains__', [item])) ?? null);
    }
    if (container === null || typeof container === 'number' || typeof container === 'bigint')
      throw pyError('TypeError', `argument of type '${typeName(container)}' is not iterable`);
    for (const own of await this.items(container)) if (await this.compare('==', own, item)) return true;
    return false;
  }

  async truth(value: Value): Promise<boolean> {
    if (!(value instanceof PyInstance)) return truth(value);
    const own = (await this.method(value, '__bool__')) ?? (await this.method(value, '__len__'));
    return own === undefined || truth(own);
  }

  /** A function that gives the next item, undefined at the end. */
  async iterate(value: Value): Promise<() => Promise<Value | undefined>> {
    if (value instanceof PyIterator) return value.next;
    if (value instanceof PyRange) {
      let at = value.start;
      return async () => {
        if (value.step > 0n ? at >= value.stop : at <= value.stop) return undefined;
        const item = at;
        at += value.step;
        return item;
      };
    }
    if (value instanceof PyList) {
      let at = 0;
      return async () => value.items[at++];
    }
    if (value instanceof PyInstance) {
      const iterator = await this.method(value, '__iter__');
      if (iterator instanceof PyInstance) {
        return async () => {
          try {
            return (await this.method(iterator, '__next__')) ?? null;
          } catch (error) {
            if (error instanceof PyError && error.value.type === exceptionClass('StopIteration')) return undefined;
            throw error;
          }
        };
      }
      if (iterator !== undefined) return this.iterate(iterator);
    }
    const items = simpleItems(value);
    if (items === undefined) throw pyError('TypeError', `'${typeName(value)}' object is not iterable`);
    return listIterator(items).next;
  }

  async items(value: Value): Promise<Value[]> {
    const known = value instanceof PyList ? [...value.items] : simpleItems(value);
    if (known !== undefined) return known;
    const items: Value[] = [];
    const next = await this.iterate(value);
    for (let item = await next(); item !== undefined; item = await next()) items.push(item);
    return items;
  }

  async index(object: Value, index: Value, slice = false): Promise<Value> {
    if (slice && index instanceof PyTuple) return this.slice(object, index.items);
    if (object instanceof PyDict) {
      const value = object.get(index);
      if (value === undefined) throw pyError('KeyError', index);
      return value;
    }
    if (object instanceof PyInstance && object.type.find('__getitem__') !== undefined)
      return (await this.method(object, '__getitem__', [index])) ?? null;
    const sequence =
      typeof object === 'string'
        ? [...object]
        : object instanceof PyList || object instanceof PyTuple
          ? object.items
          : undefined;
    if (sequence !== undefined) {
      const type = typeName(object) === 'str' ? 'string' : typeName(object);
      if (typeof index !== 'bigint')
        throw pyError(
          'TypeError',
          `${type} indices must be integers${type === 'string' ? `, not '${typeName(index)}'` : ` or slices, not ${typeName(index)}`}`,
        );
      return sequence[this.position(sequence.length, index, type)] ?? null;
    }
    if (object instanceof PyRange && typeof index === 'bigint')
      return object.start + BigInt(this.position(object.length, index, 'range object')) * object.step;
    if (object instanceof Uint8Array && typeof index === 'bigint')
      return BigInt(object[this.position(object.length, index, 'index')] ?? 0);
    if (object instanceof PyClass) return object;
    throw pyError('TypeError', `'${typeName(object)}' object is not subscriptable`);
  }

  protected async slice(object: Value, [start = null, stop = null, step = null]: readonly Value[]): Promise<Value> {
    const items: Value[] =
      typeof object === 'string'
        ? [...object]
        : object instanceof Uint8Array
          ? [...object].map(BigInt)
          : await this.items(object);
    const by = step === null ? 1 : Number(step);
    const size = items.length;
    const clamp = (value: Value, fallback: number) => {
      if (value === null) return fallback;
      const at = Number(value) < 0 ? size + Number(value) : Number(value);
      return Math.max(by < 0 ? -1 : 0, Math.min(at, by < 0 ? size - 1 : size));
    };
    const from = clamp(start, by < 0 ? size - 1 : 0);
    const to = clamp(stop, by < 0 ? -1 : size);
    const taken: Value[] = [];
    for (let at = from; by > 0 ? at < to : at > to; at += by) taken.push(items[at] ?? null);
    if (typeof object === 'string') return taken.join('');
    if (object instanceof Uint8Array) return Uint8Array.from(taken.map(Number));
    return object instanceof PyTuple ? new PyTuple(taken) : new PyList(taken);
  }

  async attribute(object: Value, name: string): Promise<Value> {
    const found = await this.findAttribute(object, name);
    if (found !== undefined) return found;
    if (object instanceof PyModule)
      throw pyError('AttributeError', `module '${object.name}' has no attribute '${name}'`);
    if (object instanceof PyClass)
      throw pyError('AttributeError', `type object '${object.name}' has no attribute '${name}'`);
    throw pyError('AttributeError', `'${typeName(object)}' object has no attribute '${name}'`);
  }

  async findAttribute(object: Value, name: string): Promise<Value | undefined> {
    if (object instanceof PyModule) return object.attributes.get(name);
    if (object instanceof PyInstance) {
      const own = object.attributes.get(name);
      if (own !== undefined) return own;
      if (name === '__class__') return object.type;
      if (name === '__dict__') return PyDict.of(object.attributes);
      const inherited = object.type.find(name);
      if (inherited instanceof PyFunction) return new PyMethod(object, inherited);
      if (inherited instanceof PyInstance) {
        const wrapped = inherited.attributes.get('wrapped') ?? null;
        if (inherited.type.name === 'property') return this.call(wrapped, [object]);
        if (inherited.type.name === 'staticmethod') return wrapped;
        if (inherited.type.name === 'classmethod') return new PyMethod(object.type, wrapped);
      }
      if (inherited instanceof PyBuiltin) return new PyMethod(object, inherited);
      if (inherited !== undefined) return inherited;
      const fallback = object.type.find('__getattr__');
      if (fallback !== undefined) return this.call(fallback, [object, name]);
      return undefined;
    }
    if (object instanceof PyClass) {
      const found = object.find(name);
      if (found instanceof PyInstance && found.type.name === 'classmethod')
        return new PyMethod(object, found.attributes.get('wrapped') ?? null);
      if (found instanceof PyInstance && found.type.name === 'staticmethod')
        return found.attributes.get('wrapped') ?? null;
      if (found !== undefined) return found;
      return name === '__name__' || name === '__qualname__' ? object.name : undefined;
    }
    if (object instanceof PyFunction)
      return object.attributes.get(name) ?? (name === '__name__' ? object.name : undefined);
    if (name === '__class__') return this.builtins.get(typeName(object)) ?? null;
    if (hasBuiltinMethod(object, name))
      return new PyBuiltin(
        name,
        async (args, keywords) => (await callBuiltinMethod(this, object, name, args, keywords)) ?? null,
      );
    return undefined;
  }

  protected position(length: number, index: bigint, what: string): number {
    const at = Number(index) < 0 ? length + Number(index) : Number(index);
    if (at < 0 || at >= length) throw pyError('IndexError', `${what} index out of range`);
    return at;
  }

  protected async hashed<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Unhashable) throw pyError('TypeError', `unhashable type: '${error.message}'`);
      throw error;
    }
  }
}

const OPERATOR_METHODS: Readonly<Record<string, string>> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'truediv', '//': 'floordiv', '%': 'mod', '**': 'pow', '&': 'and', '|': 'or',
  '^': 'xor', '<<': 'lshift', '>>': 'rshift', '@': 'matmul',
}; // prettier-ignore

export function listIterator(items: readonly Value[], name = 'list_iterator'): PyIterator {
  let at = 0;
  return new PyIterator(async () => items[at++], name);
}

function simpleItems(value: Value): Value[] | undefined {
  if (typeof value === 'string') return [...value];
  if (value instanceof PyTuple) return [...value.items];
  if (value instanceof PyDict) return value.keys;
  if (value instanceof PySet) return value.items;
  if (value instanceof Uint8Array) return [...value].map(BigInt);
  return undefined;
}
