import type { Process } from '../../../kernel/process.ts';
import { callBuiltinMethod, hasBuiltinMethod } from './methods.ts';
import { EXCEPTIONS, exceptionClass, pyError } from './exceptions.ts';
import { binary, equals, order, truth, unary } from './operators.ts';
import type { Comprehension, Expression, FormatPart, Place, Statement } from './nodes.ts';
import { formatValue, isException, reprOf, strOf } from './text.ts';
import { type Frame, type Keywords, PyBuiltin, PyClass, PyDict, PyError, PyFunction, PyInstance, PyIterator, PyList, PyMethod, PyModule, PyRange, PySet, PyTuple, Scope, typeName, Unhashable, type Value } from './values.ts'; // prettier-ignore

/** How a statement ended. */
type Flow = undefined | 'break' | 'continue' | { readonly value: Value };

const MAX_DEPTH = 200;
const BUFFER = 8_192;
const EXPRESSION_TYPES = new Set(['call', 'name', 'attribute', 'index', 'binary', 'unary', 'compare']);

/** Runs Python's statements in a process. */
export class Interpreter {
  readonly process: Process;
  readonly builtins = new Map<string, Value>();
  readonly modules = new Map<string, PyModule>();
  readonly stack: Frame[] = [];
  readonly sources = new Map<string, string>();
  /** Ends the program from outside of its own course: a handler of a signal called exit. */
  stopWith: ((error: Error) => void) | undefined;
  /** Ctrl-C was typed. */
  interrupted = false;
  /** Standard output is written in one go unless it is a terminal. */
  unbuffered = true;
  #output = '';
  /** Finds a module that isn't loaded; undefined if there is none. */
  load: (name: string) => Promise<PyModule | undefined> = async () => undefined;
  #yields: ((value: Value) => Promise<void>)[] = [];
  #handling: PyError[] = [];

  constructor(process: Process) {
    this.process = process;
  }

  readonly method = async (object: PyInstance, name: string, args: Value[] = []): Promise<Value | undefined> => {
    const found = object.type.find(name);
    return found === undefined ? undefined : this.call(found, [object, ...args]);
  };

  repr = (value: Value): Promise<string> => reprOf(value, this.method);
  str = (value: Value): Promise<string> => strOf(value, this.method);

  /** Prints on standard output. */
  async write(text: string, flush = false): Promise<void> {
    this.#output += text;
    if (flush || this.unbuffered || this.#output.length > BUFFER) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.#output;
    this.#output = '';
    if (text !== '') await this.process.out(text);
  }

  /** Runs a module's statements. */
  async run(statements: readonly Statement[], scope: Scope, file: string, name = '<module>'): Promise<Flow> {
    const frame: Frame = { file, name, place: { line: 1, column: 0, end: 0, endLine: 1 }, expression: undefined };
    return this.#inFrame(frame, () => this.block(statements, scope));
  }

  async #inFrame<T>(frame: Frame, work: () => Promise<T>): Promise<T> {
    if (this.stack.length >= MAX_DEPTH) throw pyError('RecursionError', 'maximum recursion depth exceeded');
    this.stack.push(frame);
    try {
      return await work();
    } catch (error) {
      if (error instanceof PyError) error.frames.push({ ...frame });
      throw error;
    } finally {
      this.stack.splice(this.stack.indexOf(frame), 1);
    }
  }

  async block(statements: readonly Statement[], scope: Scope): Promise<Flow> {
    for (const statement of statements) {
      const flow = await this.statement(statement, scope);
      if (flow !== undefined) return flow;
    }
    return undefined;
  }

  #at(place: Place): void {
    const frame = this.stack.at(-1);
    if (frame === undefined) return;
    frame.place = place;
    frame.expression = undefined;
  }

  async statement(node: Statement, scope: Scope): Promise<Flow> {
    const pause = this.process.step();
    if (pause !== undefined) await pause;
    this.#at(node);
    if (this.interrupted) {
      this.interrupted = false;
      throw pyError('KeyboardInterrupt');
    }
    switch (node.type) {
      case 'expression':
        await this.evaluate(node.value, scope);
        return undefined;
      case 'assign': {
        const value = await this.evaluate(node.value, scope);
        for (const target of node.targets) await this.assign(target, value, scope);
        return undefined;
      }
      case 'augment': {
        const left = await this.evaluate(node.target, scope);
        const right = await this.evaluate(node.value, scope);
        if (left instanceof PyList && node.operator === '+') {
          left.items.push(...(await this.items(right)));
          return undefined;
        }
        await this.assign(node.target, await this.operate(node.operator, left, right), scope);
        return undefined;
      }
      case 'pass':
        return undefined;
      case 'break':
      case 'continue':
        return node.type;
      case 'return':
        return { value: node.value === undefined ? null : await this.evaluate(node.value, scope) };
      case 'raise':
        return this.#raise(node.value === undefined ? undefined : await this.evaluate(node.value, scope));
      case 'assert':
        if (await this.truth(await this.evaluate(node.test, scope))) return undefined;
        throw node.message === undefined
          ? pyError('AssertionError')
          : pyError('AssertionError', await this.evaluate(node.message, scope));
      case 'delete':
        for (const target of node.targets) await this.#delete(target, scope);
        return undefined;
      case 'global':
      case 'nonlocal':
        for (const name of node.names) (node.type === 'global' ? scope.globals : scope.nonlocals).add(name);
        return undefined;
      case 'import':
        for (const [name, alias] of node.names) {
          const module = await this.import(name);
          const top = name.split('.')[0] ?? name;
          this.setName(alias ?? top, alias === undefined ? (this.modules.get(top) ?? module) : module, scope);
        }
        return undefined;
      case 'from':
        return this.#from(node.module, node.names, scope);
      case 'branch':
        return this.block(
          (await this.truth(await this.evaluate(node.test, scope))) ? node.body : node.otherwise,
          scope,
        );
      case 'while': {
        while (await this.truth(await this.evaluate(node.test, scope))) {
          const flow = await this.block(node.body, scope);
          if (flow === 'break') return undefined;
          if (flow !== undefined && flow !== 'continue') return flow;
          const rest = this.process.step();
          if (rest !== undefined) await rest;
        }
        return this.block(node.otherwise, scope);
      }
      case 'for': {
        const next = await this.iterate(await this.evaluate(node.source, scope));
        for (let item = await next(); item !== undefined; item = await next()) {
          await this.assign(node.target, item, scope);
          const flow = await this.block(node.body, scope);
          if (flow === 'break') return undefined;
          if (flow !== undefined && flow !== 'continue') return flow;
        }
        return this.block(node.otherwise, scope);
      }
      case 'try':
        return this.#try(node, scope);
      case 'with':
        return this.#with(node.items, node.body, scope);
      case 'def': {
        let value: Value = new PyFunction({
          name: node.name,
          parameters: node.parameters,
          defaults: await this.#defaults(node.parameters, scope),
          body: node.body,
          scope,
          generator: node.generator,
          file: this.stack.at(-1)?.file ?? '',
        });
        for (const decorator of [...node.decorators].reverse())
          value = await this.call(await this.evaluate(decorator, scope), [value]);
        this.setName(node.name, value, scope);
        return undefined;
      }
      case 'class':
        return this.#class(node, scope);
    }
  }

  async #defaults(
    parameters: readonly { name: string; fallback: Expression | undefined }[],
    scope: Scope,
  ): Promise<Map<string, Value>> {
    const defaults = new Map<string, Value>();
    for (const { name, fallback } of parameters)
      if (fallback !== undefined) defaults.set(name, await this.evaluate(fallback, scope));
    return defaults;
  }

  async #raise(value: Value | undefined): Promise<never> {
    if (value === undefined) {
      throw this.#handling.at(-1) ?? pyError('RuntimeError', 'No active exception to reraise');
    }
    const made = value instanceof PyClass ? await this.call(value, []) : value;
    if (!isException(made)) throw pyError('TypeError', 'exceptions must derive from BaseException');
    throw new PyError(made);
  }

  async #delete(target: Expression, scope: Scope): Promise<void> {
    if (target.type === 'name') {
      if (!scope.variables.delete(target.name)) throw pyError('NameError', `name '${target.name}' is not defined`);
    } else if (target.type === 'index') {
      const object = await this.evaluate(target.object, scope);
      const index = await this.evaluate(target.index, scope);
      if (object instanceof PyDict) {
        if (!object.delete(index)) throw pyError('KeyError', index);
      } else if (object instanceof PyList && typeof index === 'bigint')
        object.items.splice(this.#position(object.items.length, index, 'list'), 1);
      else if (object instanceof PyInstance) await this.method(object, '__delitem__', [index]);
      else throw pyError('TypeError', `'${typeName(object)}' object doesn't support item deletion`);
    } else if (target.type === 'attribute') {
      const object = await this.evaluate(target.object, scope);
      if (object instanceof PyInstance) object.attributes.delete(target.name);
    }
  }

  async import(name: string): Promise<PyModule> {
    let module: PyModule | undefined;
    const parts = name.split('.');
    for (let count = 1; count <= parts.length; count++) {
      const path = parts.slice(0, count).join('.');
      let found = this.modules.get(path) ?? (await this.load(path));
      if (found === undefined) {
        const inside = module?.attributes.get(parts[count - 1] ?? '');
        if (inside instanceof PyModule) found = inside;
      }
      if (found === undefined) throw pyError('ModuleNotFoundError', `No module named '${path}'`);
      this.modules.set(path, found);
      module?.attributes.set(parts[count - 1] ?? '', found);
      module = found;
    }
    if (module === undefined) throw pyError('ModuleNotFoundError', `No module named '${name}'`);
    return module;
  }

  async #from(
    name: string,
    names: readonly (readonly [string, string | undefined])[],
    scope: Scope,
  ): Promise<undefined> {
    if (name === '__future__') return undefined;
    const module = await this.import(name.replace(/^\.+/, ''));
    for (const [wanted, alias] of names) {
      if (wanted === '*') {
        for (const [key, value] of module.attributes) if (!key.startsWith('_')) this.setName(key, value, scope);
        continue;
      }
      let value = module.attributes.get(wanted);
      value ??= await this.load(`${name}.${wanted}`);
      if (value === undefined)
        throw pyError('ImportError', `cannot import name '${wanted}' from '${name}' (unknown location)`);
      this.setName(alias ?? wanted, value, scope);
    }
    return undefined;
  }

  async #try(node: Extract<Statement, { type: 'try' }>, scope: Scope): Promise<Flow> {
    let flow: Flow;
    try {
      flow = await this.#guarded(node, scope);
    } catch (error) {
      const last = await this.block(node.last, scope);
      if (last !== undefined) return last;
      throw error;
    }
    return (await this.block(node.last, scope)) ?? flow;
  }

  async #guarded({ body, handlers, otherwise }: Extract<Statement, { type: 'try' }>, scope: Scope): Promise<Flow> {
    const depth = this.stack.length;
    let flow: Flow;
    try {
      flow = await this.block(body, scope);
    } catch (thrown) {
      const error =
        thrown instanceof Unhashable ? pyError('TypeError', `unhashable type: '${thrown.message}'`) : thrown;
      if (!(error instanceof PyError)) throw error;
      this.stack.length = Math.min(depth, this.stack.length);
      for (const handler of handlers) {
        if (handler.type !== undefined && !this.#matches(error.value, await this.evaluate(handler.type, scope)))
          continue;
        if (handler.name !== undefined) this.setName(handler.name, error.value, scope);
        this.#handling.push(error);
        try {
          return await this.block(handler.body, scope);
        } finally {
          this.#handling.pop();
          if (handler.name !== undefined) scope.variables.delete(handler.name);
        }
      }
      throw error;
    }
    return flow ?? (await this.block(otherwise, scope));
  }

  #matches(value: PyInstance, type: Value): boolean {
    if (type instanceof PyTuple) return type.items.some((one) => this.#matches(value, one));
    return type instanceof PyClass && value.type.isA(type);
  }

  async #with(
    items: readonly (readonly [Expression, Expression | undefined])[],
    body: readonly Statement[],
    scope: Scope,
  ): Promise<Flow> {
    const [first, ...rest] = items;
    if (first === undefined) return this.block(body, scope);
    const [source, target] = first;
    const manager = await this.evaluate(source, scope);
    const entered = await this.call(await this.attribute(manager, '__enter__'), []);
    if (target !== undefined) await this.assign(target, entered, scope);
    const leave = async (...args: Value[]) => this.call(await this.attribute(manager, '__exit__'), args);
    let flow: Flow;
    try {
      flow = await this.#with(rest, body, scope);
    } catch (error) {
      if (!(error instanceof PyError)) throw error;
      if (await this.truth(await leave(error.value.type, error.value, null))) return undefined;
      throw error;
    }
    await leave(null, null, null);
    return flow;
  }

  async #class(node: Extract<Statement, { type: 'class' }>, scope: Scope): Promise<undefined> {
    const bases: PyClass[] = [];
    for (const { name, value } of node.bases) {
      const base = await this.evaluate(value, scope);
      if (name === undefined && base instanceof PyClass) bases.push(base);
    }
    const inside = new Scope(scope, true);
    await this.block(node.body, inside);
    let value: Value = new PyClass(node.name, bases, inside.variables);
    inside.variables.set('__class__', value);
    for (const decorator of [...node.decorators].reverse())
      value = await this.call(await this.evaluate(decorator, scope), [value]);
    this.setName(node.name, value, scope);
    return undefined;
  }

  setName(name: string, value: Value, scope: Scope): void {
    if (scope.globals.has(name)) scope.module.variables.set(name, value);
    else if (scope.nonlocals.has(name)) {
      let outer = scope.outer;
      while (outer !== undefined && !outer.variables.has(name)) outer = outer.outer;
      (outer ?? scope).variables.set(name, value);
    } else scope.variables.set(name, value);
  }

  async assign(target: Expression, value: Value, scope: Scope): Promise<void> {
    switch (target.type) {
      case 'name':
        return this.setName(target.name, value, scope);
      case 'tuple':
      case 'list':
        return this.#unpack(target.items, await this.items(value), scope);
      case 'attribute': {
        const object = await this.evaluate(target.object, scope);
        const place =
          object instanceof PyInstance ||
          object instanceof PyClass ||
          object instanceof PyModule ||
          object instanceof PyFunction
            ? object.attributes
            : undefined;
        if (object instanceof PyInstance) {
          const property = object.type.find(target.name);
          if (property instanceof PyInstance && property.type.name === 'property') {
            const setter = property.attributes.get('fset');
            if (setter === undefined)
              throw pyError(
                'AttributeError',
                `property '${target.name}' of '${object.type.name}' object has no setter`,
              );
            await this.call(setter, [object, value]);
            return;
          }
        }
        if (place === undefined)
          throw pyError('AttributeError', `'${typeName(object)}' object has no attribute '${target.name}'`);
        place.set(target.name, value);
        return;
      }
      case 'index': {
        const object = await this.evaluate(target.object, scope);
        const index = await this.evaluate(target.index, scope);
        if (object instanceof PyDict) object.set(index, value);
        else if (object instanceof PyList && typeof index === 'bigint')
          object.items[this.#position(object.items.length, index, 'list assignment')] = value;
        else if (object instanceof PyInstance && object.type.find('__setitem__') !== undefined)
          await this.method(object, '__setitem__', [index, value]);
        else throw pyError('TypeError', `'${typeName(object)}' object does not support item assignment`);
        return;
      }
      default:
        throw pyError('TypeError', 'drydock: not simulated: python: this assignment');
    }
  }

  async #unpack(targets: readonly Expression[], items: readonly Value[], scope: Scope): Promise<void> {
    const star = targets.findIndex(({ type }) => type === 'star');
    if (star < 0 && items.length !== targets.length) {
      throw pyError(
        'ValueError',
        items.length > targets.length
          ? `too many values to unpack (expected ${targets.length})`
          : `not enough values to unpack (expected ${targets.length}, got ${items.length})`,
      );
    }
    const after = star < 0 ? 0 : targets.length - star - 1;
    for (const [index, target] of targets.entries()) {
      if (target.type === 'star')
        await this.assign(target.value, new PyList(items.slice(star, items.length - after)), scope);
      else
        await this.assign(
          target,
          items[star >= 0 && index > star ? items.length - (targets.length - index) : index] ?? null,
          scope,
        );
    }
  }

  #position(length: number, index: bigint, what: string): number {
    const at = Number(index) < 0 ? length + Number(index) : Number(index);
    if (at < 0 || at >= length) throw pyError('IndexError', `${what} index out of range`);
    return at;
  }

  async evaluate(node: Expression, scope: Scope): Promise<Value> {
    const frame = this.stack.at(-1);
    const value = await this.#evaluate(node, scope, frame);
    return value;
  }

  async #evaluate(node: Expression, scope: Scope, frame: Frame | undefined): Promise<Value> {
    switch (node.type) {
      case 'constant':
        return node.value;
      case 'name':
        return this.#name(node, scope, frame);
      case 'format':
        return this.#format(node.parts, scope);
      case 'list':
        return new PyList(await this.#items(node.items, scope));
      case 'tuple':
        return new PyTuple(await this.#items(node.items, scope));
      case 'set':
        return this.#hashed(async () => new PySet(await this.#items(node.items, scope)));
      case 'dict': {
        const dict = new PyDict();
        for (const [key, value] of node.entries) {
          if (key !== undefined) {
            const evaluated = await this.evaluate(key, scope);
            const item = await this.evaluate(value, scope);
            await this.#hashed(async () => dict.set(evaluated, item));
          } else {
            const other = await this.evaluate(value, scope);
            if (other instanceof PyDict) for (const [k, v] of other.entries.values()) dict.set(k, v);
          }
        }
        return dict;
      }
      case 'logic': {
        const left = await this.evaluate(node.left, scope);
        return (await this.truth(left)) === (node.operator === 'or') ? left : this.evaluate(node.right, scope);
      }
      case 'if':
        return this.evaluate(
          (await this.truth(await this.evaluate(node.test, scope))) ? node.then : node.otherwise,
          scope,
        );
      case 'lambda':
        return new PyFunction({
          name: '<lambda>',
          parameters: node.parameters,
          defaults: await this.#defaults(node.parameters, scope),
          body: node.body,
          scope,
          generator: false,
          file: frame?.file ?? '',
        });
      case 'walrus': {
        const value = await this.evaluate(node.value, scope);
        this.setName(node.name, value, scope);
        return value;
      }
      case 'yield':
        return this.#yield(node, scope);
      case 'comprehension':
        return this.#comprehension(node, scope);
      case 'star':
        throw pyError('SyntaxError', "can't use starred expression here");
      case 'slice':
        return new PyTuple([
          ...(await Promise.all(
            [0, 1, 2].map(async (at) => (node.parts[at] === undefined ? null : this.evaluate(node.parts[at], scope))),
          )),
          'slice',
        ]);
      case 'unary': {
        const operand = await this.evaluate(node.operand, scope);
        if (node.operator === 'not') return !(await this.truth(operand));
        this.#mark(frame, node);
        return unary(node.operator, operand);
      }
      case 'binary': {
        const left = await this.evaluate(node.left, scope);
        const right = await this.evaluate(node.right, scope);
        this.#mark(frame, node);
        return this.operate(node.operator, left, right);
      }
      case 'compare': {
        let left = await this.evaluate(node.first, scope);
        for (const [operator, other] of node.rest) {
          const right = await this.evaluate(other, scope);
          this.#mark(frame, node);
          if (!(await this.compare(operator, left, right))) return false;
          left = right;
        }
        return true;
      }
      case 'attribute': {
        const object = await this.evaluate(node.object, scope);
        this.#mark(frame, node);
        return this.attribute(object, node.name);
      }
      case 'index': {
        const object = await this.evaluate(node.object, scope);
        const index = await this.evaluate(node.index, scope);
        this.#mark(frame, node);
        return this.#hashed(() => this.index(object, index, node.index.type === 'slice'));
      }
      case 'call': {
        const callee = await this.#callee(node.callee, scope, frame);
        const args: Value[] = [];
        const keywords = new Map<string, Value>();
        for (const { name, value } of node.args) {
          const evaluated = await this.evaluate(value, scope);
          if (name === '*') args.push(...(await this.items(evaluated)));
          else if (name === '**') {
            if (evaluated instanceof PyDict)
              for (const [key, item] of evaluated.entries.values()) keywords.set(String(key), item);
          } else if (name === undefined) args.push(evaluated);
          else keywords.set(name, evaluated);
        }
        if (frame !== undefined) frame.place = { ...frame.place };
        this.#mark(frame, node);
        if (callee instanceof PyBuiltin && callee.name === 'super' && args.length === 0) return this.#super(scope);
        return this.#hashed(() => this.call(callee, args, keywords));
      }
    }
  }

  #mark(frame: Frame | undefined, node: Expression): void {
    if (frame !== undefined && EXPRESSION_TYPES.has(node.type)) frame.expression = node;
  }

  async #hashed<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Unhashable) throw pyError('TypeError', `unhashable type: '${error.message}'`);
      throw error;
    }
  }

  #callee(node: Expression, scope: Scope, frame: Frame | undefined): Promise<Value> {
    return this.#evaluate(node, scope, frame);
  }

  #name(node: Extract<Expression, { type: 'name' }>, scope: Scope, frame: Frame | undefined): Value {
    const found = this.lookup(node.name, scope);
    if (found !== undefined) return found;
    this.#mark(frame, node);
    throw pyError('NameError', `name '${node.name}' is not defined`);
  }

  lookup(name: string, scope: Scope): Value | undefined {
    for (let one: Scope | undefined = scope; one !== undefined; one = one.outer) {
      if (one.isClass && one !== scope) continue;
      const value = one.variables.get(name);
      if (value !== undefined) return value;
    }
    return this.builtins.get(name) ?? EXCEPTIONS.get(name);
  }

  async #items(nodes: readonly Expression[], scope: Scope): Promise<Value[]> {
    const items: Value[] = [];
    for (const node of nodes) {
      if (node.type === 'star') items.push(...(await this.items(await this.evaluate(node.value, scope))));
      else items.push(await this.evaluate(node, scope));
    }
    return items;
  }

  async #format(parts: readonly FormatPart[], scope: Scope): Promise<string> {
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') text += part;
      else {
        let value = await this.evaluate(part.value, scope);
        if (part.conversion === 'r') value = await this.repr(value);
        if (part.conversion === 's') value = await this.str(value);
        text += part.shown + (await formatValue(value, await this.#format(part.spec, scope), this.method));
      }
    }
    return text;
  }

  async #yield({ value, from }: Extract<Expression, { type: 'yield' }>, scope: Scope): Promise<Value> {
    const give = this.#yields.at(-1);
    if (give === undefined) throw pyError('SyntaxError', "'yield' outside function");
    const evaluated = value === undefined ? null : await this.evaluate(value, scope);
    if (!from) await give(evaluated);
    else {
      const next = await this.iterate(evaluated);
      for (let item = await next(); item !== undefined; item = await next()) await give(item);
    }
    return null;
  }

  async #comprehension(node: Extract<Expression, { type: 'comprehension' }>, scope: Scope): Promise<Value> {
    const inside = new Scope(scope);
    const pairs: [Value, Value][] = [];
    const run = async (loops: readonly Comprehension[]): Promise<void> => {
      const [loop, ...rest] = loops;
      if (loop === undefined) {
        const item = await this.evaluate(node.item, inside);
        pairs.push([item, node.value === undefined ? null : await this.evaluate(node.value, inside)]);
        return;
      }
      const next = await this.iterate(await this.evaluate(loop.source, inside));
      for (let item = await next(); item !== undefined; item = await next()) {
        const pause = this.process.step();
        if (pause !== undefined) await pause;
        await this.assign(loop.target, item, inside);
        let wanted = true;
        for (const condition of loop.conditions) wanted &&= await this.truth(await this.evaluate(condition, inside));
        if (wanted) await run(rest);
      }
    };
    await run(node.loops);
    const items = pairs.map(([item]) => item);
    if (node.kind === 'dict') return PyDict.of(pairs);
    if (node.kind === 'set') return new PySet(items);
    if (node.kind === 'list') return new PyList(items);
    return listIterator(items, 'generator');
  }

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
    if (slice && index instanceof PyTuple) return this.#slice(object, index.items);
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
      return sequence[this.#position(sequence.length, index, type)] ?? null;
    }
    if (object instanceof PyRange && typeof index === 'bigint')
      return object.start + BigInt(this.#position(object.length, index, 'range object')) * object.step;
    if (object instanceof Uint8Array && typeof index === 'bigint')
      return BigInt(object[this.#position(object.length, index, 'index')] ?? 0);
    if (object instanceof PyClass) return object;
    throw pyError('TypeError', `'${typeName(object)}' object is not subscriptable`);
  }

  async #slice(object: Value, [start = null, stop = null, step = null]: readonly Value[]): Promise<Value> {
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

  async call(callee: Value, args: Value[], keywords: Keywords = new Map()): Promise<Value> {
    if (callee instanceof PyBuiltin) return callee.call(args, keywords);
    if (callee instanceof PyMethod) return this.call(callee.callee, [callee.self, ...args], keywords);
    if (callee instanceof PyFunction) return this.#callFunction(callee, args, keywords);
    if (callee instanceof PyClass) return this.#instantiate(callee, args, keywords);
    if (callee instanceof PyInstance && callee.type.find('__call__') !== undefined) {
      return this.call(callee.type.find('__call__') ?? null, [callee, ...args], keywords);
    }
    throw pyError('TypeError', `'${typeName(callee)}' object is not callable`);
  }

  async #instantiate(type: PyClass, args: Value[], keywords: Keywords): Promise<Value> {
    const make = type.find('__new__');
    if (make instanceof PyBuiltin) return make.call(args, keywords);
    const instance = new PyInstance(type);
    if (isException(instance)) instance.attributes.set('args', new PyTuple(args));
    const init = type.find('__init__');
    if (init !== undefined) await this.call(init, [instance, ...args], keywords);
    else if (args.length > 0 && !isException(instance)) throw pyError('TypeError', `${type.name}() takes no arguments`);
    return instance;
  }

  #bind({ name, parameters, defaults }: PyFunction, args: Value[], keywords: Keywords, scope: Scope): void {
    const rest = [...args];
    const left = new Map(keywords);
    const missing: string[] = [];
    const plain = parameters.filter(({ kind }) => kind === 'plain');
    for (const { name: parameter, kind } of parameters) {
      if (kind === 'rest') scope.variables.set(parameter, new PyTuple(rest.splice(0)));
      else if (kind === 'keywords') continue;
      else if (kind === 'plain' && rest.length > 0) {
        if (left.has(parameter))
          throw pyError('TypeError', `${name}() got multiple values for argument '${parameter}'`);
        scope.variables.set(parameter, rest.shift() ?? null);
      } else if (left.has(parameter)) {
        scope.variables.set(parameter, left.get(parameter) ?? null);
        left.delete(parameter);
      } else if (defaults.has(parameter)) scope.variables.set(parameter, defaults.get(parameter) ?? null);
      else missing.push(`'${parameter}'`);
    }
    const all = parameters.find(({ kind }) => kind === 'keywords');
    if (all !== undefined) scope.variables.set(all.name, PyDict.of(left));
    else if (left.size > 0)
      throw pyError('TypeError', `${name}() got an unexpected keyword argument '${[...left.keys()][0] ?? ''}'`);
    if (rest.length > 0) {
      const s = plain.length === 1 ? '' : 's';
      throw pyError(
        'TypeError',
        `${name}() takes ${plain.length} positional argument${s} but ${args.length} ${args.length === 1 ? 'was' : 'were'} given`,
      );
    }
    if (missing.length > 0) {
      const words =
        missing.length === 1
          ? missing[0]
          : missing.length === 2
            ? missing.join(' and ')
            : `${missing.slice(0, -1).join(', ')}, and ${missing.at(-1) ?? ''}`;
      throw pyError(
        'TypeError',
        `${name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${words}`,
      );
    }
  }

  async #callFunction(callee: PyFunction, args: Value[], keywords: Keywords): Promise<Value> {
    const scope = new Scope(callee.scope);
    this.#bind(callee, args, keywords, scope);
    const { body } = callee;
    const place = 'type' in body ? body : (body[0] ?? { line: 0, column: 0, end: 0, endLine: 0 });
    const frame: Frame = { file: callee.file, name: callee.name, place, expression: undefined };
    if ('type' in body) return this.#inFrame(frame, () => this.evaluate(body, scope));
    if (callee.generator) return this.#generator(body, scope, frame);
    const flow = await this.#inFrame(frame, () => this.block(body, scope));
    return typeof flow === 'object' ? flow.value : null;
  }

  /** The body runs up to its next yield, whenever an item is asked for. */
  #generator(body: readonly Statement[], scope: Scope, frame: Frame): PyIterator {
    let resume: (() => void) | undefined;
    let give: ((item: { value: Value } | { error: unknown } | undefined) => void) | undefined;
    let ended = false;
    const yielded = async (value: Value): Promise<void> => {
      const resumed = new Promise<void>((resolve) => (resume = resolve));
      this.#yields.pop();
      give?.({ value });
      await resumed;
      this.#yields.push(yielded);
    };
    let started = false;
    return new PyIterator(async () => {
      if (ended) return undefined;
      const next = new Promise<{ value: Value } | { error: unknown } | undefined>((resolve) => (give = resolve));
      if (started) resume?.();
      else {
        started = true;
        this.#yields.push(yielded);
        void this.#inFrame(frame, () => this.block(body, scope)).then(
          () => {
            this.#yields.pop();
            ended = true;
            give?.(undefined);
          },
          (error: unknown) => {
            ended = true;
            give?.({ error });
          },
        );
      }
      const item = await next;
      if (item === undefined) return undefined;
      if ('error' in item) throw item.error;
      return item.value;
    }, 'generator');
  }

  #super(scope: Scope): Value {
    let self: Value | undefined;
    let type: Value | undefined;
    for (let one: Scope | undefined = scope; one !== undefined; one = one.outer) {
      self ??= [...one.variables.values()].find((value) => value instanceof PyInstance);
      if (one.isClass) type ??= one.variables.get('__class__');
    }
    if (!(self instanceof PyInstance) || !(type instanceof PyClass))
      throw pyError('RuntimeError', 'super(): no arguments');
    const instance = self;
    const parent = new PyClass('super', type.bases);
    const proxy = new PyInstance(parent);
    for (const base of [...type.bases].reverse()) copyMethods(base, instance, proxy);
    if (!proxy.attributes.has('__init__')) {
      proxy.attributes.set(
        '__init__',
        new PyBuiltin('__init__', (args) => {
          if (isException(instance)) instance.attributes.set('args', new PyTuple(args));
          return null;
        }),
      );
    }
    return proxy;
  }
}

function copyMethods(base: PyClass, self: PyInstance, proxy: PyInstance): void {
  for (const further of [...base.bases].reverse()) copyMethods(further, self, proxy);
  for (const [name, value] of base.attributes) {
    proxy.attributes.set(
      name,
      value instanceof PyFunction || value instanceof PyBuiltin ? new PyMethod(self, value) : value,
    );
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
