import { encode } from '../../kernel/bytes.ts';
import type { Call } from '../tool/call.ts';
import { posixRegex } from '../text/posix-regex.ts';
import { strftime } from '../text/strftime.ts';
import type { AwkInput } from './input.ts';
import { Streams } from './streams.ts';
import type { AwkFunction, Expression, Script, Statement } from './syntax.ts';
import { compare, fromInput, isTrue, sprintf, toNumber, toText, type Value } from './value.ts';

type Table = Map<string, Value>;
type Slot = Value | Table | undefined;
type Frame = Map<string, Slot>;

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
  readonly #call: Call;
  readonly #script: Script;
  readonly #streams: Streams;
  readonly #globals: Frame = new Map();
  readonly #regexes = new Map<string, RegExp>();
  readonly #active = new Set<number>();
  readonly #wholeBelow: number;
  #frame: Frame | undefined;
  #fields: string[] | undefined = [];
  #record = '';
  #fieldCount = 0;
  #seed = 0;
  #input: AwkInput | undefined;
  #depth = 0;

  constructor(call: Call, script: Script) {
    this.#call = call;
    this.#script = script;
    this.#streams = new Streams(call);
    this.#wholeBelow = call.gnu ? 2 ** 31 : 2 ** 63;
    const defaults: Readonly<Record<string, Value>> = {
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      NR: 0,
      FNR: 0,
      NF: 0,
      SUBSEP: '\x1c',
      CONVFMT: '%.6g',
      OFMT: '%.6g',
      RSTART: 0,
      RLENGTH: -1,
      FILENAME: '',
    };
    for (const [name, value] of Object.entries(defaults)) this.#globals.set(name, value);
  }

  set(name: string, value: Value | Table): void {
    this.#globals.set(name, value);
    if (name === 'NF' && !(value instanceof Map)) this.#setFieldCount(toNumber(value));
  }

  text(name: string): string {
    const value = this.#globals.get(name);
    return value instanceof Map || value === undefined ? '' : this.#text(value);
  }

  /** ARGV, by number. */
  argument(index: number): string | undefined {
    const table = this.#globals.get('ARGV');
    const value = table instanceof Map ? table.get(String(index)) : undefined;
    return value === undefined ? undefined : this.#text(value);
  }

  get argumentCount(): number {
    return Number(this.text('ARGC'));
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
      for (let record = await input.next(this); record !== undefined; record = await input.next(this)) {
        this.#count();
        this.#setRecord(record);
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
    await this.#streams.closeAll();
    return status & 255;
  }

  #count(): void {
    this.#globals.set('NR', toNumber(this.#scalar('NR')) + 1);
    this.#globals.set('FNR', toNumber(this.#scalar('FNR')) + 1);
  }

  async #rules(): Promise<void> {
    try {
      for (const [index, { pattern, body }] of this.#script.rules.entries()) {
        let chosen = pattern.kind === 'always';
        if (pattern.kind === 'when') chosen = isTrue(await this.#evaluate(pattern.condition));
        else if (pattern.kind === 'range') {
          chosen = this.#active.has(index) || isTrue(await this.#evaluate(pattern.from));
          if (chosen) {
            if (isTrue(await this.#evaluate(pattern.to))) this.#active.delete(index);
            else this.#active.add(index);
          }
        }
        if (!chosen) continue;
        if (body === undefined) await this.#streams.write(undefined, '', this.#whole() + this.text('ORS'));
        else await this.#execute(body);
      }
    } catch (error) {
      if (!(error instanceof Jump) || (error.kind !== 'next' && error.kind !== 'nextfile')) throw error;
      if (error.kind === 'nextfile') this.#input?.skipFile();
    }
  }

  // ── records and fields ──────────────────────────────────────────────────────────────────────────────────────────

  #setRecord(text: string): void {
    this.#record = text;
    this.#fields = undefined;
  }

  #split(): string[] {
    if (this.#fields === undefined) {
      this.#fields = this.#parts(this.#record, this.text('FS'));
      this.#fieldCount = this.#fields.length;
    }
    return this.#fields;
  }

  #parts(text: string, separator: string): string[] {
    if (text === '') return [];
    if (separator === ' ')
      return text
        .replace(/^[ \t\n]+|[ \t\n]+$/g, '')
        .split(/[ \t\n]+/)
        .filter((part, _, all) => part !== '' || all.length > 1);
    if (separator === '') return [...text];
    if (separator === '\t' || (separator.length === 1 && !/[.*+?^${}()|[\]\\]/.test(separator)))
      return text.split(separator);
    if (separator.length === 1 && separator !== '\\') return text.split(separator);
    const regex = this.#regex(separator);
    const parts: string[] = [];
    let start = 0;
    for (const match of text.matchAll(new RegExp(regex.source, 'gu'))) {
      if (match[0] === '') continue;
      parts.push(text.slice(start, match.index));
      start = match.index + match[0].length;
    }
    return [...parts, text.slice(start)];
  }

  #whole(): string {
    return this.#record;
  }

  #field(index: number): Value {
    if (index === 0) return fromInput(this.#whole());
    const part = this.#split()[index - 1];
    return part === undefined ? '' : fromInput(part);
  }

  #setField(index: number, text: string): void {
    if (index === 0) return this.#setRecord(text);
    const fields = this.#split();
    while (fields.length < index) fields.push('');
    fields[index - 1] = text;
    this.#fieldCount = fields.length;
    this.#record = fields.join(this.text('OFS'));
  }

  #setFieldCount(count: number): void {
    const fields = this.#split();
    fields.length = Math.min(fields.length, count);
    while (fields.length < count) fields.push('');
    this.#fieldCount = count;
    this.#record = fields.join(this.text('OFS'));
  }

  // ── variables ───────────────────────────────────────────────────────────────────────────────────────────────────

  #scope(name: string): Frame {
    return this.#frame?.has(name) === true ? this.#frame : this.#globals;
  }

  #scalar(name: string): Value {
    if (name === 'NF') {
      this.#split();
      return this.#fieldCount;
    }
    const value = this.#scope(name).get(name);
    return value === undefined || value instanceof Map ? '' : value;
  }

  #table(name: string): Table {
    const scope = this.#scope(name);
    const value = scope.get(name);
    if (value instanceof Map) return value;
    const table: Table = new Map();
    scope.set(name, table);
    return table;
  }

  #text(value: Value): string {
    const format = this.#globals.get('CONVFMT');
    return toText(value, typeof format === 'string' ? format : '%.6g', this.#wholeBelow);
  }

  async #key(subscripts: readonly Expression[]): Promise<string> {
    const parts: string[] = [];
    for (const part of subscripts) parts.push(this.#text(await this.#evaluate(part)));
    return parts.join(this.text('SUBSEP'));
  }

  async #assign(target: Expression, value: Value): Promise<Value> {
    if (target.kind === 'variable') {
      this.#scope(target.name).set(target.name, value);
      if (target.name === 'NF') this.#setFieldCount(toNumber(value));
    } else if (target.kind === 'element') this.#table(target.name).set(await this.#key(target.subscripts), value);
    else if (target.kind === 'field') this.#setField(toNumber(await this.#evaluate(target.index)), this.#text(value));
    else if (target.kind === 'group' && target.items[0] !== undefined) return this.#assign(target.items[0], value);
    return value;
  }

  #regex(source: string): RegExp {
    let regex = this.#regexes.get(source);
    if (regex === undefined)
      this.#regexes.set(
        source,
        (regex = posixRegex(source.replaceAll('\\"', '"').replaceAll('\\&', '&'), { extended: true })),
      );
    return regex;
  }

  async #pattern(expression: Expression): Promise<RegExp> {
    return this.#regex(expression.kind === 'regex' ? expression.source : this.#text(await this.#evaluate(expression)));
  }

  // ── expressions ─────────────────────────────────────────────────────────────────────────────────────────────────

  async #evaluate(expression: Expression): Promise<Value> {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return this.#regex(expression.source).test(this.#whole()) ? 1 : 0;
      case 'variable':
        return this.#scalar(expression.name);
      case 'element': {
        const table = this.#table(expression.name);
        const key = await this.#key(expression.subscripts);
        const value = table.get(key);
        if (value === undefined) table.set(key, '');
        return value ?? '';
      }
      case 'field':
        return this.#field(toNumber(await this.#evaluate(expression.index)));
      case 'group': {
        const [only] = expression.items;
        if (only !== undefined && expression.items.length === 1) return this.#evaluate(only);
        return this.#key(expression.items);
      }
      case 'assign': {
        const value = await this.#evaluate(expression.value);
        if (expression.operator === '=') return this.#assign(expression.target, value);
        const before = toNumber(await this.#evaluate(expression.target));
        return this.#assign(
          expression.target,
          await this.#arithmetic(expression.operator.slice(0, -1), before, toNumber(value)),
        );
      }
      case 'step': {
        const before = toNumber(await this.#evaluate(expression.target));
        await this.#assign(expression.target, before + expression.by);
        return expression.prefix ? before + expression.by : before;
      }
      case 'unary': {
        const value = await this.#evaluate(expression.operand);
        if (expression.operator === '!') return isTrue(value) ? 0 : 1;
        return expression.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'conditional':
        return this.#evaluate(isTrue(await this.#evaluate(expression.condition)) ? expression.yes : expression.no);
      case 'in':
        return this.#table(expression.name).has(await this.#key(expression.subscripts)) ? 1 : 0;
      case 'binary':
        return this.#binary(expression);
      case 'getline':
        return this.#getline(expression);
      case 'call':
        return this.#invoke(expression.name, expression.args);
    }
  }

  async #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Promise<Value> {
    if (operator === '&&') return isTrue(await this.#evaluate(left)) && isTrue(await this.#evaluate(right)) ? 1 : 0;
    if (operator === '||') return isTrue(await this.#evaluate(left)) || isTrue(await this.#evaluate(right)) ? 1 : 0;
    const a = await this.#evaluate(left);
    if (operator === '~' || operator === '!~')
      return (await this.#pattern(right)).test(this.#text(a)) === (operator === '~') ? 1 : 0;
    const b = await this.#evaluate(right);
    if (operator === ' ') return this.#text(a) + this.#text(b);
    const holds = COMPARISONS[operator];
    if (holds !== undefined) return holds(compare(a, b, this.text('CONVFMT'))) ? 1 : 0;
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
        return b === 0 ? this.#call.die('division by zero', 2) : a / b;
      case '%':
        return b === 0 ? this.#call.die('division by zero in %', 2) : a % b;
      default:
        return a ** b;
    }
  }

  async #getline({ from, source, target }: Extract<Expression, { kind: 'getline' }>): Promise<Value> {
    let record: string | undefined | null;
    if (from === 'input') {
      record = await this.#input?.next(this);
      if (record !== undefined) this.#count();
    } else if (source !== undefined) {
      record = await this.#streams.read(from, this.#text(await this.#evaluate(source)), this.text('RS'));
      if (typeof record === 'string' && from === 'command') this.#globals.set('NR', toNumber(this.#scalar('NR')) + 1);
    }
    if (record === null) return -1;
    if (record === undefined) return 0;
    if (target === undefined) this.#setRecord(record);
    else await this.#assign(target, fromInput(record));
    return 1;
  }

  async #invoke(name: string, args: readonly Expression[]): Promise<Value> {
    const own = this.#script.functions.get(name);
    if (own !== undefined) return this.#user(name, own, args);
    const value = async (index: number): Promise<Value> =>
      args[index] === undefined ? '' : this.#evaluate(args[index]);
    const text = async (index: number) => this.#text(await value(index));
    const number = async (index: number) => toNumber(await value(index));
    switch (name) {
      case 'length': {
        const [first] = args;
        if (first === undefined) return this.#length(this.#whole());
        if (first.kind === 'variable') {
          const slot = this.#scope(first.name).get(first.name);
          if (slot instanceof Map) return slot.size;
        }
        return this.#length(await text(0));
      }
      case 'substr': {
        const characters = [...(await text(0))];
        const start = Math.round(await number(1));
        const count = args[2] === undefined ? Infinity : Math.round(await number(2));
        const length = start < 1 && this.#call.gnu ? count - start : count;
        return characters.slice(Math.max(0, start - 1), Math.max(0, Math.max(1, start) - 1 + length)).join('');
      }
      case 'index':
        return (await text(0)).indexOf(await text(1)) + 1;
      case 'split':
        return this.#splitInto(args);
      case 'sub':
      case 'gsub':
        return this.#substitute(name === 'gsub', args);
      case 'match': {
        const subject = await text(0);
        const found = args[1] === undefined ? null : (await this.#pattern(args[1])).exec(subject);
        this.#globals.set('RSTART', found === null ? 0 : found.index + 1);
        this.#globals.set('RLENGTH', found === null ? -1 : found[0].length);
        return found === null ? 0 : found.index + 1;
      }
      case 'sprintf': {
        const values: Value[] = [];
        for (let index = 1; index < args.length; index++) values.push(await value(index));
        return sprintf(await text(0), values, (item) => this.#text(item));
      }
      case 'tolower':
        return (await text(0)).toLowerCase();
      case 'toupper':
        return (await text(0)).toUpperCase();
      case 'int':
        return Math.trunc(await number(0));
      case 'sqrt':
        return Math.sqrt(await number(0));
      case 'exp':
        return Math.exp(await number(0));
      case 'log':
        return Math.log(await number(0));
      case 'sin':
        return Math.sin(await number(0));
      case 'cos':
        return Math.cos(await number(0));
      case 'atan2':
        return Math.atan2(await number(0), await number(1));
      case 'rand':
        return this.#call.process.kernel.random.uint32() / 2 ** 32;
      case 'srand': {
        const before = this.#seed;
        this.#seed = args.length === 0 ? Math.floor(this.#call.process.kernel.clock.now() / 1000) : await number(0);
        return before;
      }
      case 'systime':
        return Math.floor(this.#call.process.kernel.clock.now() / 1000);
      case 'strftime':
        return strftime(
          args.length === 0 ? '%c' : await text(0),
          args.length > 1 ? (await number(1)) * 1000 : this.#call.process.kernel.clock.now(),
        );
      case 'system':
        return this.#streams.system(await text(0));
      case 'close':
        return this.#streams.close(await text(0));
      case 'fflush':
        await this.#call.flush();
        return 0;
      default:
        return this.#call.die(`line 1: function ${name} never defined`, 2);
    }
  }

  /** mawk counts octets, BusyBox characters. */
  #length(text: string): number {
    return this.#call.gnu ? encode(text).length : [...text].length;
  }

  async #splitInto(args: readonly Expression[]): Promise<number> {
    const [subject, target, by] = args;
    if (subject === undefined || target?.kind !== 'variable') return this.#call.die('split needs an array', 2);
    const text = this.#text(await this.#evaluate(subject));
    const separator =
      by === undefined ? this.text('FS') : by.kind === 'regex' ? by.source : this.#text(await this.#evaluate(by));
    const table = this.#table(target.name);
    table.clear();
    const parts = this.#parts(text, separator);
    parts.forEach((part, index) => table.set(String(index + 1), fromInput(part)));
    return parts.length;
  }

  async #substitute(global: boolean, args: readonly Expression[]): Promise<number> {
    const [pattern, replacement, place] = args;
    if (pattern === undefined || replacement === undefined) return 0;
    const regex = new RegExp((await this.#pattern(pattern)).source, global ? 'gu' : 'u');
    const by = this.#text(await this.#evaluate(replacement));
    const target: Expression = place ?? { kind: 'field', index: { kind: 'number', value: 0 } };
    let count = 0;
    const result = this.#text(await this.#evaluate(target)).replace(regex, (match) => {
      count++;
      return by.replace(/\\\\&|\\&|&/g, (sign) => (sign === '&' ? match : sign === '\\&' ? '&' : `\\${match}`));
    });
    if (count > 0) await this.#assign(target, result);
    return count;
  }

  async #user(name: string, { params, body }: AwkFunction, args: readonly Expression[]): Promise<Value> {
    if (++this.#depth > this.#call.process.kernel.limits.shellDepth)
      return this.#call.die(`function ${name} calls itself too deeply`, 2);
    const frame: Frame = new Map();
    for (const [index, param] of params.entries()) {
      const arg = args[index];
      if (arg === undefined) frame.set(param, undefined);
      else if (arg.kind === 'variable') {
        const scope = this.#scope(arg.name);
        const slot = scope.get(arg.name);
        if (slot === undefined && arg.name !== 'NF') {
          const table: Table = new Map();
          frame.set(param, table);
          this.#lend(scope, arg.name, table);
        } else frame.set(param, slot instanceof Map ? slot : this.#scalar(arg.name));
      } else frame.set(param, await this.#evaluate(arg));
    }
    const outer = this.#frame;
    this.#frame = frame;
    try {
      await this.#execute(body);
      return '';
    } catch (error) {
      if (!(error instanceof Jump) || error.kind !== 'return') throw error;
      return error.value;
    } finally {
      this.#frame = outer;
      this.#depth--;
    }
  }

  /** A name without a value may be an array that the function fills. */
  #lend(scope: Frame, name: string, table: Table): void {
    scope.set(name, table);
  }

  // ── statements ──────────────────────────────────────────────────────────────────────────────────────────────────

  async #execute(statement: Statement): Promise<void> {
    const pause = this.#call.process.step();
    if (pause !== undefined) await pause;
    switch (statement.kind) {
      case 'block':
        for (const part of statement.body) await this.#execute(part);
        return;
      case 'expression':
        await this.#evaluate(statement.value);
        return;
      case 'print':
      case 'printf':
        return this.#print(statement);
      case 'if':
        if (isTrue(await this.#evaluate(statement.condition))) return this.#execute(statement.yes);
        return statement.no && this.#execute(statement.no);
      case 'while':
        while (isTrue(await this.#evaluate(statement.condition))) if (await this.#breaks(statement.body)) return;
        return;
      case 'do':
        do if (await this.#breaks(statement.body)) return;
        while (isTrue(await this.#evaluate(statement.condition)));
        return;
      case 'for':
        if (statement.start !== undefined) await this.#execute(statement.start);
        while (statement.condition === undefined || isTrue(await this.#evaluate(statement.condition))) {
          if (await this.#breaks(statement.body)) return;
          if (statement.step !== undefined) await this.#execute(statement.step);
        }
        return;
      case 'each':
        for (const key of [...this.#table(statement.array).keys()]) {
          await this.#assign({ kind: 'variable', name: statement.variable }, fromInput(key));
          if (await this.#breaks(statement.body)) return;
        }
        return;
      case 'delete':
        if (statement.subscripts === undefined) this.#table(statement.name).clear();
        else this.#table(statement.name).delete(await this.#key(statement.subscripts));
        return;
      case 'exit':
      case 'return':
        throw new Jump(statement.kind, statement.value === undefined ? '' : await this.#evaluate(statement.value));
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
    for (const arg of args) values.push(await this.#evaluate(arg));
    const output = (value: Value) =>
      typeof value === 'number' ? toText(value, this.text('OFMT'), this.#wholeBelow) : this.#text(value);
    const text =
      kind === 'printf'
        ? sprintf(this.#text(values[0] ?? ''), values.slice(1), (value) => this.#text(value))
        : (values.length === 0 ? this.#whole() : values.map(output).join(this.text('OFS'))) + this.text('ORS');
    const target = redirection === undefined ? '' : this.#text(await this.#evaluate(redirection.target));
    await this.#streams.write(redirection?.operator, target, text);
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
