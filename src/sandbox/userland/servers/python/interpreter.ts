import { pyError } from './exceptions.ts';
import type { Expression, Place, Statement } from './nodes.ts';
import { isException } from './text.ts';
import { type Flow } from './calls.ts';
import { Evaluator } from './evaluator.ts';
import {
  type Frame,
  PyClass,
  PyDict,
  PyError,
  PyFunction,
  PyInstance,
  PyList,
  PyModule,
  PyTuple,
  Scope,
  typeName,
  Unhashable,
  type Value,
} from './values.ts';

const BUFFER = 8_192;

/** Runs Python's statements in a process. */
export class Interpreter extends Evaluator {
  readonly modules = new Map<string, PyModule>();
  readonly sources = new Map<string, string>();
  /** Ends the program from outside of its own course: a handler of a signal has failed or called exit. */
  stopWith: ((error: unknown) => void) | undefined;
  /** Ctrl-C was typed. */
  interrupted = false;
  /** Standard output is written in one go unless it is a terminal. */
  unbuffered = true;
  protected output = '';
  /** Finds a module that isn't loaded; undefined if there is none. */
  load: (name: string) => Promise<PyModule | undefined> = async () => undefined;
  protected handling: PyError[] = [];

  /** Prints on standard output. */
  async write(text: string, flush = false): Promise<void> {
    this.output += text;
    if (flush || this.unbuffered || this.output.length > BUFFER) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.output;
    this.output = '';
    if (text !== '') await this.process.out(text);
  }

  /** Runs a module's statements. */
  async run(statements: readonly Statement[], scope: Scope, file: string, name = '<module>'): Promise<Flow> {
    const frame: Frame = { file, name, place: { line: 1, column: 0, end: 0, endLine: 1 }, expression: undefined };
    return this.inFrame(frame, () => this.block(statements, scope));
  }

  async block(statements: readonly Statement[], scope: Scope): Promise<Flow> {
    for (const statement of statements) {
      const flow = await this.statement(statement, scope);
      if (flow !== undefined) return flow;
    }
    return undefined;
  }

  protected at(place: Place): void {
    const frame = this.stack.at(-1);
    if (frame === undefined) return;
    frame.place = place;
    frame.expression = undefined;
  }

  async statement(node: Statement, scope: Scope): Promise<Flow> {
    const pause = this.process.step();
    if (pause !== undefined) await pause;
    this.at(node);
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
        return this.raise(node.value === undefined ? undefined : await this.evaluate(node.value, scope));
      case 'assert':
        if (await this.truth(await this.evaluate(node.test, scope))) return undefined;
        throw node.message === undefined
          ? pyError('AssertionError')
          : pyError('AssertionError', await this.evaluate(node.message, scope));
      case 'delete':
        for (const target of node.targets) await this.remove(target, scope);
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
        return this.importFrom(node.module, node.names, scope);
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
        return this.tryBlock(node, scope);
      case 'with':
        return this.withBlock(node.items, node.body, scope);
      case 'def': {
        let value: Value = new PyFunction({
          name: node.name,
          parameters: node.parameters,
          defaults: await this.defaults(node.parameters, scope),
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
        return this.defineClass(node, scope);
    }
  }

  protected async raise(value: Value | undefined): Promise<never> {
    if (value === undefined) {
      throw this.handling.at(-1) ?? pyError('RuntimeError', 'No active exception to reraise');
    }
    const made = value instanceof PyClass ? await this.call(value, []) : value;
    if (!isException(made)) throw pyError('TypeError', 'exceptions must derive from BaseException');
    throw new PyError(made);
  }

  protected async remove(target: Expression, scope: Scope): Promise<void> {
    if (target.type === 'name') {
      if (!scope.variables.delete(target.name)) throw pyError('NameError', `name '${target.name}' is not defined`);
    } else if (target.type === 'index') {
      const object = await this.evaluate(target.object, scope);
      const index = await this.evaluate(target.index, scope);
      if (object instanceof PyDict) {
        if (!object.delete(index)) throw pyError('KeyError', index);
      } else if (object instanceof PyList && typeof index === 'bigint')
        object.items.splice(this.position(object.items.length, index, 'list'), 1);
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

  protected async importFrom(
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

  protected async tryBlock(node: Extract<Statement, { type: 'try' }>, scope: Scope): Promise<Flow> {
    let flow: Flow;
    try {
      flow = await this.guarded(node, scope);
    } catch (error) {
      const last = await this.block(node.last, scope);
      if (last !== undefined) return last;
      throw error;
    }
    return (await this.block(node.last, scope)) ?? flow;
  }

  protected async guarded(
    { body, handlers, otherwise }: Extract<Statement, { type: 'try' }>,
    scope: Scope,
  ): Promise<Flow> {
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
        if (handler.type !== undefined && !this.matches(error.value, await this.evaluate(handler.type, scope)))
          continue;
        if (handler.name !== undefined) this.setName(handler.name, error.value, scope);
        this.handling.push(error);
        try {
          return await this.block(handler.body, scope);
        } finally {
          this.handling.pop();
          if (handler.name !== undefined) scope.variables.delete(handler.name);
        }
      }
      throw error;
    }
    return flow ?? (await this.block(otherwise, scope));
  }

  protected matches(value: PyInstance, type: Value): boolean {
    if (type instanceof PyTuple) return type.items.some((one) => this.matches(value, one));
    return type instanceof PyClass && value.type.isA(type);
  }

  protected async withBlock(
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
      flow = await this.withBlock(rest, body, scope);
    } catch (error) {
      if (!(error instanceof PyError)) throw error;
      if (await this.truth(await leave(error.value.type, error.value, null))) return undefined;
      throw error;
    }
    await leave(null, null, null);
    return flow;
  }

  protected async defineClass(node: Extract<Statement, { type: 'class' }>, scope: Scope): Promise<undefined> {
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
}
