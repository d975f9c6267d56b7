import { ArgumentTypeError, ARITY, CallError, FUNCTIONS, GO_FUNCTIONS } from './functions.ts';
import type { Command, Node, Operand, Pipe, Tree } from './tree.ts';
import { parse } from './parse.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { type GoValue, isMap, isStruct, isTrue, printValue, sortedKeys, typeName } from './value.ts';

/** A template that parses but fails on its data. The text is Go's. */
export class TemplateExecError extends Error {
  /** What was printed before. */
  printed = '';
}

export interface TemplateOptions {
  /** Named in messages; Docker's templates mostly have no name. */
  readonly name?: string;
  /** `error`: a missing key of a map is an error, else it prints `<no value>`. */
  readonly missingKey?: 'default' | 'error';
  /** Only the functions of Go's own text/template: nobody added Docker's. */
  readonly plain?: true;
}

export interface Template {
  /** @throws {TemplateExecError} */
  execute(data: GoValue): string;
}

/** @throws {TemplateSyntaxError} */
export function compile(source: string, { name = '', missingKey = 'default', plain }: TemplateOptions = {}): Template {
  const tree = parse(name, source, plain === true ? GO_FUNCTIONS : FUNCTIONS);
  return {
    execute(data) {
      const execution = new Execution(tree, missingKey === 'error', data);
      try {
        execution.walk(tree.body, data);
      } catch (error) {
        if (error instanceof TemplateExecError) error.printed = execution.out;
        throw error;
      }
      return execution.out;
    },
  };
}

class Leave extends Error {
  readonly how: 'break' | 'continue';

  constructor(how: 'break' | 'continue') {
    super(how);
    this.how = how;
  }
}

interface Spot {
  readonly at: number;
  readonly text: string;
}

class Execution {
  out = '';
  readonly #tree: Tree;
  readonly #strict: boolean;
  #variables: [name: string, value: GoValue][];

  constructor(tree: Tree, strict: boolean, data: GoValue) {
    this.#tree = tree;
    this.#strict = strict;
    this.#variables = [['$', data]];
  }

  #fail({ at, text }: Spot, message: string): never {
    const { name, source } = this.#tree;
    const before = source.slice(0, at);
    const newline = before.lastIndexOf('\n');
    const line = before.split('\n').length;
    const column = newline < 0 ? at : at - newline - 1;
    throw new TemplateExecError(
      `template: ${name}:${line}:${column}: executing ${goQuote(name)} at <${text}>: ${message}`,
    );
  }

  walk(nodes: readonly Node[], dot: GoValue): void {
    for (const node of nodes) this.#node(node, dot);
  }

  #node(node: Node, dot: GoValue): void {
    switch (node.kind) {
      case 'text':
        this.out += node.text;
        break;
      case 'action': {
        const value = this.#pipe(node.pipe, dot);
        if (node.pipe.variables.length === 0) this.out += printValue(value);
        break;
      }
      case 'if':
      case 'with':
        this.#scoped(() => {
          const value = this.#pipe(node.pipe, dot);
          if (isTrue(value)) this.walk(node.body, node.kind === 'with' ? value : dot);
          else this.walk(node.otherwise, dot);
        });
        break;
      case 'range':
        this.#scoped(() => this.#range(node, dot));
        break;
      case 'template':
        this.#template(node, dot);
        break;
      default:
        throw new Leave(node.kind);
    }
  }

  #template(node: Extract<Node, { kind: 'template' }>, dot: GoValue): void {
    const body = this.#tree.definitions.get(node.name);
    const data = node.pipe === undefined ? null : this.#pipe(node.pipe, dot);
    const text = `{{template ${goQuote(node.name)}}}`;
    if (body === undefined) this.#fail({ at: node.at, text }, `template ${goQuote(node.name)} not defined`);
    const outer = this.#variables;
    this.#variables = [['$', data]];
    this.walk(body, data);
    this.#variables = outer;
  }

  #scoped(body: () => void): void {
    const depth = this.#variables.length;
    body();
    this.#variables.length = depth;
  }

  #range(node: Extract<Node, { kind: 'if' | 'with' | 'range' }>, dot: GoValue): void {
    const { pipe } = node;
    const value = this.#pipe({ ...pipe, variables: [] }, dot);
    const entries = this.#entries(value, pipe);
    if (entries.length === 0) this.walk(node.otherwise, dot);
    const depth = this.#variables.length;
    for (const [key, item] of entries) {
      this.#bind(pipe, pipe.variables.length > 1 ? [key, item] : [item]);
      try {
        this.walk(node.body, item);
      } catch (error) {
        if (!(error instanceof Leave)) throw error;
        if (error.how === 'break') return;
      } finally {
        if (!pipe.assign) this.#variables.length = depth;
      }
    }
  }

  #entries(value: GoValue, pipe: Pipe): [GoValue, GoValue][] {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.map((item: GoValue, index) => [index, item]);
    if (isMap(value)) return sortedKeys(value).map((key) => [key, value[key]]);
    if (typeof value === 'number') return Array.from({ length: value }, (_, index) => [index, index]);
    const spot = pipe.commands.at(-1)?.args[0] ?? { at: 0, text: '' };
    return this.#fail(spot, `range can't iterate over ${printValue(value)}`);
  }

  #bind({ variables, assign }: Pipe, values: readonly GoValue[]): void {
    for (const [index, name] of variables.entries()) {
      const value = values[index];
      const slot = assign ? this.#variables.findLast(([known]) => known === name) : undefined;
      if (slot === undefined) this.#variables.push([name, value]);
      else slot[1] = value;
    }
  }

  #pipe(pipe: Pipe, dot: GoValue): GoValue {
    let value: GoValue;
    for (const [index, command] of pipe.commands.entries()) {
      value = this.#command(command, dot, index > 0 ? [value] : []);
    }
    this.#bind(pipe, [value]);
    return value;
  }

  #command(command: Command, dot: GoValue, piped: readonly GoValue[]): GoValue {
    const [head, ...rest] = command.args as [Operand, ...Operand[]];
    if (head.kind === 'function') return this.#call(head.name, command, rest, dot, piped);
    if (head.kind === 'field' || head.kind === 'variable' || (head.kind === 'pipe' && head.path.length > 0)) {
      const args = [...rest.map((operand) => this.#operand(operand, dot)), ...piped];
      return this.#chain(head, dot, args);
    }
    if (head.kind === 'nil') this.#fail(head, 'nil is not a command');
    if (rest.length > 0 || piped.length > 0) this.#fail(head, `can't give argument to non-function ${head.text}`);
    return this.#operand(head, dot);
  }

  #operand(operand: Operand, dot: GoValue): GoValue {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return null;
      case 'constant':
        return operand.value;
      case 'function':
        return this.#call(operand.name, { args: [operand], at: operand.at }, [], dot, []);
      default:
        return this.#chain(operand, dot, []);
    }
  }

  #chain(
    operand: Extract<Operand, { kind: 'field' | 'variable' | 'pipe' }>,
    dot: GoValue,
    args: readonly GoValue[],
  ): GoValue {
    let value =
      operand.kind === 'field'
        ? dot
        : operand.kind === 'pipe'
          ? this.#pipe(operand.pipe, dot)
          : this.#variables.findLast(([name]) => name === operand.name)?.[1];
    if (operand.path.length === 0 && args.length > 0) {
      this.#fail(operand, `can't give argument to non-function ${operand.text}`);
    }
    const spot = lastSpot(operand);
    for (const [index, name] of operand.path.entries()) {
      value = this.#field(value, name, index === operand.path.length - 1 ? args : [], spot);
    }
    return value;
  }

  #field(value: GoValue, name: string, args: readonly GoValue[], spot: Spot): GoValue {
    if (isStruct(value)) {
      const member = value.member(name);
      if (member === undefined) this.#fail(spot, `can't evaluate field ${name} in type ${value.typeName}`);
      if (member.length !== args.length) {
        this.#fail(spot, `wrong number of args for ${name}: want ${member.length} got ${args.length}`);
      }
      return member(...(args as never[]));
    }
    if (args.length > 0) this.#fail(spot, `${name} is not a method but has arguments`);
    if (isMap(value)) {
      if (Object.hasOwn(value, name)) return value[name];
      if (this.#strict) this.#fail(spot, `map has no entry for key ${goQuote(name)}`);
      return undefined;
    }
    if (value === undefined) {
      if (this.#strict) this.#fail(spot, `nil data; no entry for key ${goQuote(name)}`);
      return undefined;
    }
    if (value === null) this.#fail(spot, `nil pointer evaluating interface {}.${name}`);
    return this.#fail(spot, `can't evaluate field ${name} in type ${typeName(value)}`);
  }

  #call(
    name: string,
    command: Command,
    operands: readonly Operand[],
    dot: GoValue,
    piped: readonly GoValue[],
  ): GoValue {
    const [head] = command.args as [Operand];
    const text = command.args.map((operand) => operand.text).join(' ');
    if (name === 'and' || name === 'or') {
      const count = operands.length + piped.length;
      if (count === 0) this.#fail(head, `wrong number of args for ${name}: want at least 1 got 0`);
      let value: GoValue;
      for (const read of [...operands.map((one) => () => this.#operand(one, dot)), ...piped.map((one) => () => one)]) {
        value = read();
        if (isTrue(value) === (name === 'or')) break;
      }
      return value;
    }
    const args = [...operands.map((operand) => this.#operand(operand, dot)), ...piped];
    const want = ARITY[name];
    if (want !== undefined && want !== args.length) {
      this.#fail(head, `wrong number of args for ${name}: want ${want} got ${args.length}`);
    }
    try {
      return FUNCTIONS.get(name)?.(...args);
    } catch (error) {
      if (error instanceof ArgumentTypeError) this.#fail(operands[error.index] ?? head, error.message);
      if (error instanceof CallError) this.#fail({ at: command.at, text }, `error calling ${name}: ${error.message}`);
      throw error;
    }
  }
}

/** Go blames what it looked at last: in `(index .a 0).b` the 0. */
function lastSpot(operand: Operand): Operand {
  const last = operand.kind === 'pipe' ? operand.pipe.commands.at(-1)?.args.at(-1) : undefined;
  return last === undefined ? operand : lastSpot(last);
}
