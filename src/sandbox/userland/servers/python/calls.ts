import { pyError } from './exceptions.ts';
import type { Expression, Statement } from './nodes.ts';
import { isException } from './text.ts';
import { Objects } from './objects.ts';
import {
  type Frame,
  type Keywords,
  PyBuiltin,
  PyClass,
  PyDict,
  PyError,
  PyFunction,
  PyInstance,
  PyIterator,
  PyMethod,
  PyTuple,
  Scope,
  typeName,
  type Value,
} from './values.ts';

/** How a statement ended. */
export type Flow = undefined | 'break' | 'continue' | { readonly value: Value };

const MAX_DEPTH = 200;

/** Calls of functions, generators and classes. */
export abstract class Calls extends Objects {
  readonly stack: Frame[] = [];
  protected yields: ((value: Value) => Promise<void>)[] = [];

  abstract evaluate(node: Expression, scope: Scope): Promise<Value>;
  abstract block(statements: readonly Statement[], scope: Scope): Promise<Flow>;

  async call(callee: Value, args: Value[], keywords: Keywords = new Map()): Promise<Value> {
    if (callee instanceof PyBuiltin) return callee.call(args, keywords);
    if (callee instanceof PyMethod) return this.call(callee.callee, [callee.self, ...args], keywords);
    if (callee instanceof PyFunction) return this.callFunction(callee, args, keywords);
    if (callee instanceof PyClass) return this.instantiate(callee, args, keywords);
    if (callee instanceof PyInstance && callee.type.find('__call__') !== undefined) {
      return this.call(callee.type.find('__call__') ?? null, [callee, ...args], keywords);
    }
    throw pyError('TypeError', `'${typeName(callee)}' object is not callable`);
  }

  protected async instantiate(type: PyClass, args: Value[], keywords: Keywords): Promise<Value> {
    const make = type.find('__new__');
    if (make instanceof PyBuiltin) return make.call(args, keywords);
    const instance = new PyInstance(type);
    if (isException(instance)) instance.attributes.set('args', new PyTuple(args));
    const init = type.find('__init__');
    if (init !== undefined) await this.call(init, [instance, ...args], keywords);
    else if (args.length > 0 && !isException(instance)) throw pyError('TypeError', `${type.name}() takes no arguments`);
    return instance;
  }

  protected bind({ name, parameters, defaults }: PyFunction, args: Value[], keywords: Keywords, scope: Scope): void {
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

  protected async callFunction(callee: PyFunction, args: Value[], keywords: Keywords): Promise<Value> {
    const scope = new Scope(callee.scope);
    this.bind(callee, args, keywords, scope);
    const { body } = callee;
    const place = 'type' in body ? body : (body[0] ?? { line: 0, column: 0, end: 0, endLine: 0 });
    const frame: Frame = { file: callee.file, name: callee.name, place, expression: undefined };
    if ('type' in body) return this.inFrame(frame, () => this.evaluate(body, scope));
    if (callee.generator) return this.generator(body, scope, frame);
    const flow = await this.inFrame(frame, () => this.block(body, scope));
    return typeof flow === 'object' ? flow.value : null;
  }

  /** The body runs up to its next yield, whenever an item is asked for. */
  protected generator(body: readonly Statement[], scope: Scope, frame: Frame): PyIterator {
    let resume: (() => void) | undefined;
    let give: ((item: { value: Value } | { error: unknown } | undefined) => void) | undefined;
    let ended = false;
    const yielded = async (value: Value): Promise<void> => {
      const resumed = new Promise<void>((resolve) => (resume = resolve));
      this.yields.pop();
      give?.({ value });
      await resumed;
      this.yields.push(yielded);
    };
    let started = false;
    return new PyIterator(async () => {
      if (ended) return undefined;
      const next = new Promise<{ value: Value } | { error: unknown } | undefined>((resolve) => (give = resolve));
      if (started) resume?.();
      else {
        started = true;
        this.yields.push(yielded);
        void this.inFrame(frame, () => this.block(body, scope)).then(
          () => {
            this.yields.pop();
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

  protected superOf(scope: Scope): Value {
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

  protected async inFrame<T>(frame: Frame, work: () => Promise<T>): Promise<T> {
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
