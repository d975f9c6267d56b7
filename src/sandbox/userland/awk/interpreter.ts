import type { Call } from '../tool/call.ts';
import { callBuiltin } from './builtin.ts';
import type { AwkInput } from './input.ts';
import { type Frame, State, type Table } from './state.ts';
import { Streams } from './streams.ts';
import type { AwkFunction, Expression, Script, Statement } from './syntax.ts';
import { compare, fromInput, isTrue, sprintf, toNumber, toText, type Value } from './value.ts';

/** Ways to leave a statement. */
class Jump extends Error {
  readonly kind: 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return';
  readonly value: Value;

  constructor(kind: Jump['kind'], value: Value = '') {
    super(kind);
    this.kind = kind;
    this.value = value;
  }
}

export class Interpreter {
  readonly call: Call;
  readonly state: State;
  readonly streams: Streams;
  readonly #script: Script;
  readonly #active = new Set<number>();
  #input: AwkInput | undefined;
  #depth = 0;

  constructor(call: Call, script: Script) {
    this.call = call;
    this.#script = script;
    this.streams = new Streams(call);
    this.state = new State(call);
  }

  async run(input: AwkInput): Promise<number> {
    this.#input = input;
    let status = 0;
    let exited = false;
    const guarded = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Jump) || error.kind !== 'exit') throw error;
        if (error.value !== '') status = toNumber(error.value);
        exited = true;
      }
    };
    const { rules } = this.#script;
    await guarded(async () => {
      for (const { pattern, body } of rules)
        if (pattern.kind === 'begin' && body !== undefined) await this.#execute(body);
      if (rules.every(({ pattern }) => pattern.kind === 'begin')) return;
      for (let record = await input.next(this.state); record !== undefined; record = await input.next(this.state)) {
        this.state.count();
        this.state.setRecord(record);
        await this.#rules();
      }
    });
    const ended = exited;
    exited = false;
    if (!ended || rules.some(({ pattern }) => pattern.kind === 'end')) {
      await guarded(async () => {
        for (const { pattern, body } of rules)
          if (pattern.kind === 'end' && body !== undefined) await this.#execute(body);
      });
    }
    await this.streams.closeAll();
    return status & 255;
  }

  async #rules(): Promise<void> {
    try {
      for (const [index, { pattern, body }] of this.#script.rules.entries()) {
        let chosen = pattern.kind === 'always';
        if (pattern.kind === 'when') chosen = isTrue(await this.evaluate(pattern.condition));
        else if (pattern.kind === 'range') {
          chosen = this.#active.has(index) || isTrue(await this.evaluate(pattern.from));
          if (chosen) {
            if (isTrue(await this.evaluate(pattern.to))) this.#active.delete(index);
            else this.#active.add(index);
          }
        }
        if (!chosen) continue;
        if (body === undefined) await this.streams.write(undefined, '', this.state.whole() + this.state.text('ORS'));
        else await this.#execute(body);
      }
    } catch (error) {
      if (!(error instanceof Jump) || (error.kind !== 'next' && error.kind !== 'nextfile')) throw error;
      if (error.kind === 'nextfile') this.#input?.skipFile();
    }
  }

  // ── expressions ─────────────────────────────────────────────────────────────────────────────────────────────────

  async evaluate(expression: Expression): Promise<Value> {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return this.state.regex(expression.source).test(this.state.whole()) ? 1 : 0;
      case 'variable':
        return this.state.scalar(expression.name);
      case 'element': {
        const table = this.state.table(expression.name);
        const key = await this.key(expression.subscripts);
        const value = table.get(key);
        if (value === undefined) table.set(key, '');
        return value ?? '';
      }
      case 'field':
        return this.state.field(toNumber(await this.evaluate(expression.index)));
      case 'group': {
        const [only] = expression.items;
        if (only !== undefined && expression.items.length === 1) return this.evaluate(only);
        return this.key(expression.items);
      }
      case 'assign': {
        const value = await this.evaluate(expression.value);
        if (expression.operator === '=') return this.assign(expression.target, value);
        const before = toNumber(await this.evaluate(expression.target));
        return this.assign(
          expression.target,
          await this.#arithmetic(expression.operator.slice(0, -1), before, toNumber(value)),
        );
      }
      case 'step': {
        const before = toNumber(await this.evaluate(expression.target));
        await this.assign(expression.target, before + expression.by);
        return expression.prefix ? before + expression.by : before;
      }
      case 'unary': {
        const value = await this.evaluate(expression.operand);
        if (expression.operator === '!') return isTrue(value) ? 0 : 1;
        return expression.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'conditional':
        return this.evaluate(isTrue(await this.evaluate(expression.condition)) ? expression.yes : expression.no);
      case 'in':
        return this.state.table(expression.name).has(await this.key(expression.subscripts)) ? 1 : 0;
      case 'binary':
        return this.#binary(expression);
      case 'getline':
        return this.#getline(expression);
      case 'call':
        return this.#invoke(expression.name, expression.args);
    }
  }

  async #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Promise<Value> {
    if (operator === '&&') return isTrue(await this.evaluate(left)) && isTrue(await this.evaluate(right)) ? 1 : 0;
    if (operator === '||') return isTrue(await this.evaluate(left)) || isTrue(await this.evaluate(right)) ? 1 : 0;
    const a = await this.evaluate(left);
    if (operator === '~' || operator === '!~')
      return (await this.pattern(right)).test(this.state.show(a)) === (operator === '~') ? 1 : 0;
    const b = await this.evaluate(right);
    if (operator === ' ') return this.state.show(a) + this.state.show(b);
    const holds = COMPARISONS[operator];
    if (holds !== undefined) return holds(compare(a, b, this.state.text('CONVFMT'))) ? 1 : 0;
    return this.#arithmetic(operator, toNumber(a), toNumber(b));
  }

  async #arithmetic(operator: string, a: number, b: number): Promise<number> {
    switch (operator) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '/':
        return b === 0 ? this.call.die('division by zero', 2) : a / b;
      case '%':
        return b === 0 ? this.call.die('division by zero in %', 2) : a % b;
      default:
        return a ** b;
    }
  }

  async #getline({ from, source, target }: Extract<Expression, { kind: 'getline' }>): Promise<Value> {
    let record: string | undefined | null;
    if (from === 'input') {
      record = await this.#input?.next(this.state);
      if (record !== undefined) this.state.count();
    } else if (source !== undefined) {
      record = await this.streams.read(from, this.state.show(await this.evaluate(source)), this.state.text('RS'));
      if (typeof record === 'string' && from === 'command')
        this.state.globals.set('NR', toNumber(this.state.scalar('NR')) + 1);
    }
    if (record === null) return -1;
    if (record === undefined) return 0;
    if (target === undefined) this.state.setRecord(record);
    else await this.assign(target, fromInput(record));
    return 1;
  }

  async #invoke(name: string, args: readonly Expression[]): Promise<Value> {
    const own = this.#script.functions.get(name);
    return own === undefined ? callBuiltin(this, name, args) : this.#user(name, own, args);
  }

  async #user(name: string, { params, body }: AwkFunction, args: readonly Expression[]): Promise<Value> {
    if (++this.#depth > this.call.process.kernel.limits.shellDepth)
      return this.call.die(`function ${name} calls itself too deeply`, 2);
    const frame: Frame = new Map();
    for (const [index, param] of params.entries()) {
      const arg = args[index];
      if (arg === undefined) frame.set(param, undefined);
      else if (arg.kind === 'variable') {
        const scope = this.state.scope(arg.name);
        const slot = scope.get(arg.name);
        if (slot === undefined && arg.name !== 'NF') {
          const table: Table = new Map();
          frame.set(param, table);
          scope.set(arg.name, table);
        } else frame.set(param, slot instanceof Map ? slot : this.state.scalar(arg.name));
      } else frame.set(param, await this.evaluate(arg));
    }
    const outer = this.state.frame;
    this.state.frame = frame;
    try {
      await this.#execute(body);
      return '';
    } catch (error) {
      if (!(error instanceof Jump) || error.kind !== 'return') throw error;
      return error.value;
    } finally {
      this.state.frame = outer;
      this.#depth--;
    }
  }

  async key(subscripts: readonly Expression[]): Promise<string> {
    const parts: string[] = [];
    for (const part of subscripts) parts.push(this.state.show(await this.evaluate(part)));
    return parts.join(this.state.text('SUBSEP'));
  }

  async assign(target: Expression, value: Value): Promise<Value> {
    if (target.kind === 'variable') {
      this.state.scope(target.name).set(target.name, value);
      if (target.name === 'NF') this.state.setFieldCount(toNumber(value));
    } else if (target.kind === 'element') this.state.table(target.name).set(await this.key(target.subscripts), value);
    else if (target.kind === 'field')
      this.state.setField(toNumber(await this.evaluate(target.index)), this.state.show(value));
    else if (target.kind === 'group' && target.items[0] !== undefined) return this.assign(target.items[0], value);
    return value;
  }

  async pattern(expression: Expression): Promise<RegExp> {
    return this.state.regex(
      expression.kind === 'regex' ? expression.source : this.state.show(await this.evaluate(expression)),
    );
  }

  // ── statements ──────────────────────────────────────────────────────────────────────────────────────────────────

  async #execute(statement: Statement): Promise<void> {
    const pause = this.call.process.step();
    if (pause !== undefined) await pause;
    switch (statement.kind) {
      case 'block':
        for (const part of statement.body) await this.#execute(part);
        return;
      case 'expression':
        await this.evaluate(statement.value);
        return;
      case 'print':
      case 'printf':
        return this.#print(statement);
      case 'if':
        if (isTrue(await this.evaluate(statement.condition))) return this.#execute(statement.yes);
        return statement.no && this.#execute(statement.no);
      case 'while':
        while (isTrue(await this.evaluate(statement.condition))) if (await this.#breaks(statement.body)) return;
        return;
      case 'do':
        do if (await this.#breaks(statement.body)) return;
        while (isTrue(await this.evaluate(statement.condition)));
        return;
      case 'for':
        if (statement.start !== undefined) await this.#execute(statement.start);
        while (statement.condition === undefined || isTrue(await this.evaluate(statement.condition))) {
          if (await this.#breaks(statement.body)) return;
          if (statement.step !== undefined) await this.#execute(statement.step);
        }
        return;
      case 'each':
        for (const key of [...this.state.table(statement.array).keys()]) {
          await this.assign({ kind: 'variable', name: statement.variable }, fromInput(key));
          if (await this.#breaks(statement.body)) return;
        }
        return;
      case 'delete':
        if (statement.subscripts === undefined) this.state.table(statement.name).clear();
        else this.state.table(statement.name).delete(await this.key(statement.subscripts));
        return;
      case 'exit':
      case 'return':
        throw new Jump(statement.kind, statement.value === undefined ? '' : await this.evaluate(statement.value));
      default:
        throw new Jump(statement.kind);
    }
  }

  /** Runs the body of a loop; whether it ended the loop. */
  async #breaks(body: Statement): Promise<boolean> {
    try {
      await this.#execute(body);
      return false;
    } catch (error) {
      if (!(error instanceof Jump) || (error.kind !== 'break' && error.kind !== 'continue')) throw error;
      return error.kind === 'break';
    }
  }

  async #print({ kind, args, redirection }: Extract<Statement, { kind: 'print' | 'printf' }>): Promise<void> {
    const values: Value[] = [];
    for (const arg of args) values.push(await this.evaluate(arg));
    const output = (value: Value) =>
      typeof value === 'number'
        ? toText(value, this.state.text('OFMT'), this.state.wholeBelow)
        : this.state.show(value);
    const text =
      kind === 'printf'
        ? sprintf(this.state.show(values[0] ?? ''), values.slice(1), (value) => this.state.show(value))
        : (values.length === 0 ? this.state.whole() : values.map(output).join(this.state.text('OFS'))) +
          this.state.text('ORS');
    const target = redirection === undefined ? '' : this.state.show(await this.evaluate(redirection.target));
    await this.streams.write(redirection?.operator, target, text);
  }
}

const COMPARISONS: Readonly<Record<string, (difference: number) => boolean>> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '==': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
};
