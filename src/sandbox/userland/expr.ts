import { posixRegex, RegexError } from './text/posix-regex.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

class ExpressionError extends Error {}

export const expr: Tool = {
  name: 'expr',
  about: 'Work out an expression of numbers and texts',
  gnu: { raw: true, usage: 'EXPRESSION\nOPTION', failure: 2 },
  busybox: { raw: true, usage: 'EXPRESSION', failure: 2 },
  async run(call) {
    const words = call.operands[0] === '--' ? call.operands.slice(1) : call.operands;
    if (words.length === 0) return call.gnu ? call.misuse('missing operand') : call.die('too few arguments');
    try {
      const value = new Evaluator(call, words).evaluate();
      call.print(`${value}\n`);
      return value === '' || /^-?0+$/.test(value) ? 1 : 0;
    } catch (error) {
      if (error instanceof ExpressionError) return call.die(error.message);
      throw error;
    }
  },
};

class Evaluator {
  readonly #call: Call;
  readonly #words: readonly string[];
  #at = 0;

  constructor(call: Call, words: readonly string[]) {
    this.#call = call;
    this.#words = words;
  }

  evaluate(): string {
    const value = this.#or();
    const extra = this.#words[this.#at];
    if (extra !== undefined) throw this.#syntax(`syntax error: unexpected argument ${this.#call.quote(extra)}`);
    return value;
  }

  #syntax(gnu: string): ExpressionError {
    return new ExpressionError(this.#call.gnu ? gnu : 'syntax error');
  }

  #take(...operators: string[]): string | undefined {
    const word = this.#words[this.#at];
    if (word === undefined || !operators.includes(word)) return undefined;
    this.#at++;
    return word;
  }

  #or(): string {
    let left = this.#and();
    while (this.#take('|') !== undefined) {
      const right = this.#and();
      if (isNull(left)) left = isNull(right) ? '0' : right;
    }
    return left;
  }

  #and(): string {
    let left = this.#compare();
    while (this.#take('&') !== undefined) {
      const right = this.#compare();
      if (isNull(left) || isNull(right)) left = '0';
    }
    return left;
  }

  #compare(): string {
    let left = this.#sum();
    for (
      let operator = this.#take('<', '<=', '=', '==', '!=', '>=', '>');
      operator !== undefined;
      operator = this.#take('<', '<=', '=', '==', '!=', '>=', '>')
    ) {
      const right = this.#sum();
      const numbers = isInteger(left) && isInteger(right);
      const [a, b] = numbers ? [BigInt(left), BigInt(right)] : [left, right];
      const order = a < b ? -1 : a > b ? 1 : 0;
      const holds = {
        '<': order < 0,
        '<=': order <= 0,
        '=': order === 0,
        '==': order === 0,
        '!=': order !== 0,
        '>=': order >= 0,
        '>': order > 0,
      }[operator];
      left = holds === true ? '1' : '0';
    }
    return left;
  }

  #sum(): string {
    let left = this.#product();
    for (let operator = this.#take('+', '-'); operator !== undefined; operator = this.#take('+', '-')) {
      const [a, b] = this.#numbers(left, this.#product());
      left = String(operator === '+' ? a + b : a - b);
    }
    return left;
  }

  #product(): string {
    let left = this.#match();
    for (let operator = this.#take('*', '/', '%'); operator !== undefined; operator = this.#take('*', '/', '%')) {
      const [a, b] = this.#numbers(left, this.#match());
      if (operator !== '*' && b === 0n) throw new ExpressionError('division by zero');
      left = String(operator === '*' ? a * b : operator === '/' ? a / b : a % b);
    }
    return left;
  }

  #numbers(left: string, right: string): [bigint, bigint] {
    if (!isInteger(left) || !isInteger(right))
      throw new ExpressionError(this.#call.gnu ? 'non-integer argument' : 'non-numeric argument');
    return [BigInt(left), BigInt(right)];
  }

  #match(): string {
    let left = this.#primary();
    while (this.#take(':') !== undefined) left = this.#matches(left, this.#primary());
    return left;
  }

  #matches(text: string, pattern: string): string {
    try {
      const found = posixRegex(`^${pattern.replace(/^\^/, '')}`, { extended: false }).exec(text);
      if (pattern.includes('\\(')) return found?.[1] ?? '';
      return String([...(found?.[0] ?? '')].length);
    } catch (error) {
      if (error instanceof RegexError) throw new ExpressionError(error.message);
      throw error;
    }
  }

  #primary(): string {
    const word = this.#words[this.#at++];
    if (word === undefined)
      throw this.#syntax(`syntax error: missing argument after ${this.#call.quote(this.#words.at(-1) ?? '')}`);
    const more = this.#at < this.#words.length;
    if (word === '(') {
      const value = this.#or();
      if (this.#take(')') === undefined)
        throw this.#syntax(`syntax error: expecting ')' after ${this.#call.quote(this.#words[this.#at - 1] ?? '')}`);
      return value;
    }
    if (word === '+' && more && this.#call.gnu) return this.#words[this.#at++] ?? '';
    if (word === 'length' && more) return String([...this.#primary()].length);
    if (word === 'match' && more) return this.#matches(this.#primary(), this.#primary());
    if (word === 'substr' && more) {
      const [text, start, length] = [this.#primary(), Number(this.#primary()), Number(this.#primary())];
      return start > 0 && length > 0 ? text.slice(start - 1, start - 1 + length) : '';
    }
    if (word === 'index' && more) {
      const [text, characters] = [this.#primary(), this.#primary()];
      return String([...text].findIndex((character) => characters.includes(character)) + 1);
    }
    return word;
  }
}

const isInteger = (text: string): boolean => /^-?\d+$/.test(text);
const isNull = (text: string): boolean => text === '' || /^-?0+$/.test(text);
