import type { Bytes } from '../../../kernel/bytes.ts';
import type { Place, Statement, Expression, Parameter } from './nodes.ts';

/** None is null, int is bigint, float is number, str is string. */
export type Value =
  | null | boolean | bigint | number | string | Bytes
  | PyList | PyTuple | PyDict | PySet | PyFunction | PyBuiltin | PyMethod | PyClass | PyInstance | PyModule | PyRange | PyIterator; // prettier-ignore

export class PyList {
  items: Value[];
  constructor(items: Value[] = []) {
    this.items = items;
  }
}

export class PyTuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** What makes keys equal: 1, 1.0 and True are one key. */
export function keyOf(value: Value): string {
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'boolean') return `n${Number(value)}`;
  if (typeof value === 'bigint' || typeof value === 'number') return `n${String(value)}`;
  if (value === null) return 'N';
  if (value instanceof PyTuple) return `t(${value.items.map(keyOf).join(',')})`;
  if (value instanceof Uint8Array) return `b${value.join(',')}`;
  if (value instanceof PyList || value instanceof PyDict || value instanceof PySet)
    throw new Unhashable(typeName(value));
  let id = identities.get(value);
  if (id === undefined) identities.set(value, (id = ++lastIdentity));
  return `o${id}`;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number that stands for an object: its `id`. */
export function identityOf(value: object): number {
  let id = identities.get(value);
  if (id === undefined) identities.set(value, (id = ++lastIdentity));
  return id;
}

export class Unhashable extends Error {}

export class PyDict {
  readonly entries = new Map<string, [Value, Value]>();

  static of(pairs: Iterable<readonly [Value, Value]>): PyDict {
    const dict = new PyDict();
    for (const [key, value] of pairs) dict.set(key, value);
    return dict;
  }

  get(key: Value): Value | undefined {
    return this.entries.get(keyOf(key))?.[1];
  }

  set(key: Value, value: Value): void {
    const id = keyOf(key);
    const entry = this.entries.get(id);
    if (entry === undefined) this.entries.set(id, [key, value]);
    else entry[1] = value;
  }

  delete(key: Value): boolean {
    return this.entries.delete(keyOf(key));
  }

  get keys(): Value[] {
    return [...this.entries.values()].map(([key]) => key);
  }
}

export class PySet {
  readonly entries = new Map<string, Value>();

  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.add(item);
  }

  add(item: Value): void {
    const id = keyOf(item);
    if (!this.entries.has(id)) this.entries.set(id, item);
  }

  has(item: Value): boolean {
    return this.entries.has(keyOf(item));
  }

  get items(): Value[] {
    return [...this.entries.values()];
  }
}

export class PyRange {
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;
  constructor(start: bigint, stop: bigint, step: bigint) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  get length(): number {
    const span = this.step > 0n ? this.stop - this.start : this.start - this.stop;
    const step = this.step > 0n ? this.step : -this.step;
    return span <= 0n ? 0 : Number((span + step - 1n) / step);
  }
}

/** An iterator or a generator: `next` gives undefined at the end. */
export class PyIterator {
  readonly name: string;
  readonly next: () => Promise<Value | undefined>;
  constructor(next: () => Promise<Value | undefined>, name = 'iterator') {
    this.next = next;
    this.name = name;
  }
}

export type Keywords = ReadonlyMap<string, Value>;
export type Native = (args: Value[], keywords: Keywords) => Promise<Value> | Value;

export class PyBuiltin {
  readonly name: string;
  readonly call: Native;
  constructor(name: string, call: Native) {
    this.name = name;
    this.call = call;
  }
}

/** Variables of a function or a module. */
export class Scope {
  readonly variables = new Map<string, Value>();
  readonly outer: Scope | undefined;
  readonly module: Scope;
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  /** A class body isn't seen by the functions in it. */
  readonly isClass: boolean;

  constructor(outer?: Scope, isClass = false) {
    this.outer = outer;
    this.module = outer?.module ?? this;
    this.isClass = isClass;
  }
}

export class PyFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly defaults: ReadonlyMap<string, Value>;
  readonly body: readonly Statement[] | Expression;
  readonly scope: Scope;
  readonly generator: boolean;
  readonly file: string;
  readonly attributes = new Map<string, Value>();

  constructor(parts: {
    name: string;
    parameters: readonly Parameter[];
    defaults: ReadonlyMap<string, Value>;
    body: readonly Statement[] | Expression;
    scope: Scope;
    generator: boolean;
    file: string;
  }) {
    this.name = parts.name;
    this.parameters = parts.parameters;
    this.defaults = parts.defaults;
    this.body = parts.body;
    this.scope = parts.scope;
    this.generator = parts.generator;
    this.file = parts.file;
  }
}

export class PyMethod {
  readonly self: Value;
  readonly callee: Value;
  constructor(self: Value, callee: Value) {
    this.self = self;
    this.callee = callee;
  }
}

export class PyClass {
  readonly name: string;
  readonly bases: readonly PyClass[];
  readonly attributes: Map<string, Value>;

  constructor(name: string, bases: readonly PyClass[], attributes = new Map<string, Value>()) {
    this.name = name;
    this.bases = bases;
    this.attributes = attributes;
  }

  /** Looks a name up along the bases, depth first. */
  find(name: string): Value | undefined {
    const own = this.attributes.get(name);
    if (own !== undefined) return own;
    for (const base of this.bases) {
      const found = base.find(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  isA(other: PyClass): boolean {
    return this === other || this.bases.some((base) => base.isA(other));
  }
}

export class PyInstance {
  readonly type: PyClass;
  readonly attributes = new Map<string, Value>();
  constructor(type: PyClass) {
    this.type = type;
  }
}

export class PyModule {
  readonly name: string;
  readonly attributes: Map<string, Value>;
  constructor(name: string, attributes: Map<string, Value>) {
    this.name = name;
    this.attributes = attributes;
  }
}

/** A place of a traceback. */
export interface Frame {
  readonly file: string;
  readonly name: string;
  place: Place;
  /** The innermost expression that was at work. */
  expression: Expression | undefined;
}

/** An exception of Python on its way up. */
export class PyError extends Error {
  readonly value: PyInstance;
  /** Outermost last. */
  readonly frames: Frame[] = [];
  constructor(value: PyInstance) {
    super(value.type.name);
    this.value = value;
  }
}

export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'string':
      return 'str';
    default:
      break; // objects follow
  }
  if (value instanceof PyList) return 'list';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof PyDict) return 'dict';
  if (value instanceof PySet) return 'set';
  if (value instanceof PyRange) return 'range';
  if (value instanceof PyFunction) return 'function';
  if (value instanceof PyBuiltin) return 'builtin_function_or_method';
  if (value instanceof PyMethod) return 'method';
  if (value instanceof PyClass) return 'type';
  if (value instanceof PyModule) return 'module';
  if (value instanceof PyIterator) return value.name;
  if (value instanceof PyInstance) return value.type.name;
  return 'bytes';
}
