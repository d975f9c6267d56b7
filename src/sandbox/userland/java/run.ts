import type { Process } from '../../kernel/process.ts';
import type { Expression, JavaClass, Method, Statement } from './parse.ts';

type Value = string | number | boolean | null | undefined | readonly string[];

/** An exception that nobody catches; `name` is its class. */
export class JavaException extends Error {
  readonly thrown: string;
  constructor(thrown: string, message: string) {
    super(message);
    this.thrown = thrown;
  }
}

/** What a method does to leave a loop or itself. */
type Leave = { readonly kind: 'break' | 'continue' } | { readonly kind: 'return'; readonly value: Value };
type Scope = Map<string, Value>;

const shown = (value: Value): string =>
  typeof value === 'object' && value !== null ? '[Ljava.lang.String;@1b6d3586' : String(value);

/** Methods of strings that are known. */
const STRING: Readonly<Record<string, (text: string, args: readonly Value[]) => Value>> = {
  length: (text) => text.length,
  equals: (text, [other]) => text === other,
  isEmpty: (text) => text === '',
  toUpperCase: (text) => text.toUpperCase(),
  toLowerCase: (text) => text.toLowerCase(),
  trim: (text) => text.trim(),
  contains: (text, [part]) => text.includes(shown(part)),
  startsWith: (text, [part]) => text.startsWith(shown(part)),
  repeat: (text, [times]) => text.repeat(Number(times)),
};

export class JavaMachine {
  readonly #process: Process;
  readonly #classes: ReadonlyMap<string, JavaClass>;
  readonly #fields = new Map<string, Scope>();
  readonly #version: string;

  constructor(process: Process, classes: ReadonlyMap<string, JavaClass>, version: string) {
    this.#process = process;
    this.#classes = classes;
    this.#version = version;
  }

  /** @throws {JavaException} what main doesn't catch */
  async main(of: JavaClass, args: readonly string[]): Promise<void> {
    const main = of.methods.find(({ name }) => name === 'main');
    if (main !== undefined) await this.#invoke(of, main, [args]);
  }

  async #invoke(of: JavaClass, method: Method, args: readonly Value[]): Promise<Value> {
    const scope: Scope = new Map(method.parameters.map((name, index) => [name, args[index]]));
    const left = await this.#execute(method.body, [scope, await this.#fieldsOf(of)], of);
    return left?.kind === 'return' ? left.value : undefined;
  }

  async #fieldsOf(of: JavaClass): Promise<Scope> {
    const known = this.#fields.get(of.name);
    if (known !== undefined) return known;
    const made: Scope = new Map();
    this.#fields.set(of.name, made);
    for (const field of of.fields) await this.#execute(field, [made], of);
    return made;
  }

  async #execute(statement: Statement, scopes: readonly Scope[], of: JavaClass): Promise<Leave | undefined> {
    await this.#process.step();
    const inner: readonly Scope[] = [new Map(), ...scopes];
    switch (statement.kind) {
      case 'block':
        for (const each of statement.body) {
          const left = await this.#execute(each, inner, of);
          if (left !== undefined) return left;
        }
        return undefined;
      case 'variable':
        scopes[0]?.set(statement.name, statement.value && (await this.#value(statement.value, scopes, of)));
        return undefined;
      case 'expression':
        await this.#value(statement.value, scopes, of);
        return undefined;
      case 'if': {
        const chosen = (await this.#value(statement.test, scopes, of)) === true ? statement.yes : statement.no;
        return chosen && this.#execute(chosen, scopes, of);
      }
      case 'loop': {
        if (statement.first !== undefined) await this.#execute(statement.first, inner, of);
        while (statement.test === undefined || (await this.#value(statement.test, inner, of)) === true) {
          const left = await this.#execute(statement.body, inner, of);
          if (left?.kind === 'return') return left;
          if (left?.kind === 'break') break;
          if (statement.next !== undefined) await this.#value(statement.next, inner, of);
        }
        return undefined;
      }
      case 'each': {
        const over = await this.#value(statement.over, scopes, of);
        for (const item of typeof over === 'object' && over !== null ? over : []) {
          const left = await this.#execute(statement.body, [new Map([[statement.name, item]]), ...scopes], of);
          if (left?.kind === 'return') return left;
          if (left?.kind === 'break') break;
        }
        return undefined;
      }
      case 'return':
        return { kind: 'return', value: statement.value && (await this.#value(statement.value, scopes, of)) };
      default:
        return statement;
    }
  }

  async #value(expression: Expression, scopes: readonly Scope[], of: JavaClass): Promise<Value> {
    const value = (each: Expression) => this.#value(each, scopes, of);
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'name': {
        const scope = scopes.find((each) => each.has(expression.name));
        if (scope === undefined) throw new JavaException('drydock', `not simulated: ${expression.name}`);
        return scope.get(expression.name);
      }
      case 'unary': {
        const inner = await value(expression.value);
        return expression.sign === '!' ? inner !== true : expression.sign === '-' ? -Number(inner) : inner;
      }
      case 'binary':
        if (expression.sign === '&&') return (await value(expression.left)) === true && value(expression.right);
        if (expression.sign === '||') return (await value(expression.left)) === true || value(expression.right);
        return combine(expression.sign, await value(expression.left), await value(expression.right));
      case 'choice':
        return value((await value(expression.test)) === true ? expression.yes : expression.no);
      case 'assign': {
        const given = await value(expression.value);
        const scope = scopes.find((each) => each.has(expression.name)) ?? scopes[0];
        const result = expression.sign === '' ? given : combine(expression.sign, scope?.get(expression.name), given);
        scope?.set(expression.name, result);
        return result;
      }
      case 'index': {
        const [list, at] = [await value(expression.value), Number(await value(expression.at))];
        const items = typeof list === 'object' && list !== null ? list : [];
        if (at < 0 || at >= items.length)
          throw new JavaException(
            'java.lang.ArrayIndexOutOfBoundsException',
            this.#version.startsWith('1.8') ? String(at) : `Index ${at} out of bounds for length ${items.length}`,
          );
        return items[at];
      }
      case 'member': {
        const list = await value(expression.value);
        if (expression.name === 'length' && typeof list === 'object' && list !== null) return list.length;
        throw new JavaException('drydock', `not simulated: .${expression.name}`);
      }
      case 'call':
        return this.#call(expression, scopes, of);
    }
  }

  async #call(call: Expression & { kind: 'call' }, scopes: readonly Scope[], of: JavaClass): Promise<Value> {
    const args: Value[] = [];
    const on = call.value === undefined ? undefined : await this.#value(call.value, scopes, of);
    for (const each of call.args) args.push(await this.#value(each, scopes, of));
    const [first] = args;
    if (call.value !== undefined) {
      const method = typeof on === 'string' && Object.hasOwn(STRING, call.path) ? STRING[call.path] : undefined;
      if (method !== undefined && typeof on === 'string') return method(on, args);
      if (on === null) throw new JavaException('java.lang.NullPointerException', '');
      throw new JavaException('drydock', `not simulated: .${call.path}()`);
    }
    switch (call.path) {
      case 'System.out.println':
        return void (await this.#process.out(`${args.length === 0 ? '' : shown(first)}\n`));
      case 'System.out.print':
        return void (await this.#process.out(shown(first)));
      case 'System.err.println':
        return void (await this.#process.err(`${shown(first)}\n`));
      case 'System.getenv':
        return this.#process.env.get(shown(first)) ?? null;
      case 'System.getProperty':
        return first === 'java.version' ? this.#version : first === 'user.dir' ? this.#process.cwd : null;
      case 'System.currentTimeMillis':
        return Math.floor(this.#process.kernel.clock.now());
      case 'System.exit':
        return this.#process.exit(Number(first) & 0xff);
      case 'Thread.sleep':
        return void (await this.#process.sleep(Number(first)));
      case 'Integer.parseInt':
        if (!/^[+-]?\d+$/.test(shown(first)))
          throw new JavaException('java.lang.NumberFormatException', `For input string: "${shown(first)}"`);
        return Number(first);
      case 'String.valueOf':
        return shown(first);
    }
    const [owner, name] = call.path.includes('.') ? call.path.split('.') : [of.name, call.path];
    const target = this.#classes.get(owner ?? '') ?? (owner === of.name ? of : undefined);
    const method = target?.methods.find((each) => each.name === name);
    if (target === undefined || method === undefined)
      throw new JavaException('drydock', `not simulated: ${call.path}()`);
    return this.#invoke(target, method, args);
  }
}

/** Ints wrap at 32 bits. */
function combine(sign: string, left: Value, right: Value): Value {
  if (sign === '+' && (typeof left === 'string' || typeof right === 'string')) return shown(left) + shown(right);
  const [a, b] = [Number(left), Number(right)];
  switch (sign) {
    case '+':
      return (a + b) | 0;
    case '-':
      return (a - b) | 0;
    case '*':
      return Math.imul(a, b);
    case '/':
      if (b === 0) throw new JavaException('java.lang.ArithmeticException', '/ by zero');
      return Math.trunc(a / b);
    case '%':
      if (b === 0) throw new JavaException('java.lang.ArithmeticException', '/ by zero');
      return a % b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    case '==':
      return left === right;
    default:
      return left !== right;
  }
}
