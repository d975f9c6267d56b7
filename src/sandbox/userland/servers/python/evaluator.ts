import { EXCEPTIONS, pyError } from './exceptions.ts';
import { unary } from './operators.ts';
import type { Comprehension, Expression, FormatPart } from './nodes.ts';
import { formatValue } from './text.ts';
import { Calls } from './calls.ts';
import { listIterator } from './objects.ts';
import {
  type Frame,
  PyBuiltin,
  PyClass,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyModule,
  PySet,
  PyTuple,
  Scope,
  typeName,
  type Value,
} from './values.ts';

const EXPRESSION_TYPES = new Set(['call', 'name', 'attribute', 'index', 'binary', 'unary', 'compare']);

/** Evaluates Python's expressions and assigns to them. */
export abstract class Evaluator extends Calls {
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
        return this.unpack(target.items, await this.items(value), scope);
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
          object.items[this.position(object.items.length, index, 'list assignment')] = value;
        else if (object instanceof PyInstance && object.type.find('__setitem__') !== undefined)
          await this.method(object, '__setitem__', [index, value]);
        else throw pyError('TypeError', `'${typeName(object)}' object does not support item assignment`);
        return;
      }
      default:
        throw pyError('TypeError', 'drydock: not simulated: python: this assignment');
    }
  }

  protected async unpack(targets: readonly Expression[], items: readonly Value[], scope: Scope): Promise<void> {
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

  async evaluate(node: Expression, scope: Scope): Promise<Value> {
    const frame = this.stack.at(-1);
    const value = await this.evaluateIn(node, scope, frame);
    return value;
  }

  protected async evaluateIn(node: Expression, scope: Scope, frame: Frame | undefined): Promise<Value> {
    switch (node.type) {
      case 'constant':
        return node.value;
      case 'name':
        return this.readName(node, scope, frame);
      case 'format':
        return this.format(node.parts, scope);
      case 'list':
        return new PyList(await this.itemsOf(node.items, scope));
      case 'tuple':
        return new PyTuple(await this.itemsOf(node.items, scope));
      case 'set':
        return this.hashed(async () => new PySet(await this.itemsOf(node.items, scope)));
      case 'dict': {
        const dict = new PyDict();
        for (const [key, value] of node.entries) {
          if (key !== undefined) {
            const evaluated = await this.evaluate(key, scope);
            const item = await this.evaluate(value, scope);
            await this.hashed(async () => dict.set(evaluated, item));
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
          defaults: await this.defaults(node.parameters, scope),
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
        return this.yieldOne(node, scope);
      case 'comprehension':
        return this.comprehension(node, scope);
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
        this.mark(frame, node);
        return unary(node.operator, operand);
      }
      case 'binary': {
        const left = await this.evaluate(node.left, scope);
        const right = await this.evaluate(node.right, scope);
        this.mark(frame, node);
        return this.operate(node.operator, left, right);
      }
      case 'compare': {
        let left = await this.evaluate(node.first, scope);
        for (const [operator, other] of node.rest) {
          const right = await this.evaluate(other, scope);
          this.mark(frame, node);
          if (!(await this.compare(operator, left, right))) return false;
          left = right;
        }
        return true;
      }
      case 'attribute': {
        const object = await this.evaluate(node.object, scope);
        this.mark(frame, node);
        return this.attribute(object, node.name);
      }
      case 'index': {
        const object = await this.evaluate(node.object, scope);
        const index = await this.evaluate(node.index, scope);
        this.mark(frame, node);
        return this.hashed(() => this.index(object, index, node.index.type === 'slice'));
      }
      case 'call': {
        const callee = await this.callee(node.callee, scope, frame);
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
        this.mark(frame, node);
        if (callee instanceof PyBuiltin && callee.name === 'super' && args.length === 0) return this.superOf(scope);
        return this.hashed(() => this.call(callee, args, keywords));
      }
    }
  }

  protected mark(frame: Frame | undefined, node: Expression): void {
    if (frame !== undefined && EXPRESSION_TYPES.has(node.type)) frame.expression = node;
  }

  protected callee(node: Expression, scope: Scope, frame: Frame | undefined): Promise<Value> {
    return this.evaluateIn(node, scope, frame);
  }

  protected readName(node: Extract<Expression, { type: 'name' }>, scope: Scope, frame: Frame | undefined): Value {
    const found = this.lookup(node.name, scope);
    if (found !== undefined) return found;
    this.mark(frame, node);
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

  protected async itemsOf(nodes: readonly Expression[], scope: Scope): Promise<Value[]> {
    const items: Value[] = [];
    for (const node of nodes) {
      if (node.type === 'star') items.push(...(await this.items(await this.evaluate(node.value, scope))));
      else items.push(await this.evaluate(node, scope));
    }
    return items;
  }

  protected async format(parts: readonly FormatPart[], scope: Scope): Promise<string> {
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') text += part;
      else {
        let value = await this.evaluate(part.value, scope);
        if (part.conversion === 'r') value = await this.repr(value);
        if (part.conversion === 's') value = await this.str(value);
        text += part.shown + (await formatValue(value, await this.format(part.spec, scope), this.method));
      }
    }
    return text;
  }

  protected async yieldOne({ value, from }: Extract<Expression, { type: 'yield' }>, scope: Scope): Promise<Value> {
    const give = this.yields.at(-1);
    if (give === undefined) throw pyError('SyntaxError', "'yield' outside function");
    const evaluated = value === undefined ? null : await this.evaluate(value, scope);
    if (!from) await give(evaluated);
    else {
      const next = await this.iterate(evaluated);
      for (let item = await next(); item !== undefined; item = await next()) await give(item);
    }
    return null;
  }

  protected async comprehension(node: Extract<Expression, { type: 'comprehension' }>, scope: Scope): Promise<Value> {
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

  protected async defaults(
    parameters: readonly { name: string; fallback: Expression | undefined }[],
    scope: Scope,
  ): Promise<Map<string, Value>> {
    const defaults = new Map<string, Value>();
    for (const { name, fallback } of parameters)
      if (fallback !== undefined) defaults.set(name, await this.evaluate(fallback, scope));
    return defaults;
  }
}
