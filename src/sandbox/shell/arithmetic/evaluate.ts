import { ExpansionError, ShellError } from '../error.ts';
import { fatalStatus } from '../fatal-status.ts';
import { getElement, getParameter, setElement, setParameter } from '../parameter.ts';
import type { Shell } from '../shell.ts';
import { parseNumber } from './number.ts';
import { type Token, tokenize } from './tokens.ts';

/** Binding power of the operators between two operands; ** binds to the right. */
const POWER: Readonly<Record<string, number>> = {
  '||': 3, '&&': 4, '|': 5, '^': 6, '&': 7, '==': 8, '!=': 8, '<': 9, '>': 9, '<=': 9, '>=': 9,
  '<<': 10, '>>': 10, '+': 11, '-': 11, '*': 12, '/': 12, '%': 12, '**': 13,
}; // prettier-ignore
const ASSIGNMENT = /^(?:[-+*/%&|^]|<<|>>)?=$/;
const MAX_DEPTH = 64;

const truth = (value: boolean): bigint => (value ? 1n : 0n);
const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

/** The value of an arithmetic expression whose `$` have been expanded. @throws {ExpansionError} */
export function evaluate(shell: Shell, text: string, depth = 0): bigint {
  if (/^\d{1,15}$/.test(text) && (text === '0' || !text.startsWith('0'))) return BigInt(text);
  return new Evaluation(shell, text, depth).whole();
}

interface Place {
  readonly name: string;
  readonly subscript: string | undefined;
}

class Evaluation {
  readonly #shell: Shell;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #depth: number;
  #at = 0;
  /** Above 0: the part that && || ?: skip; nothing changes and nothing fails. */
  #skipping = 0;

  constructor(shell: Shell, text: string, depth: number) {
    this.#shell = shell;
    this.#text = text;
    this.#depth = depth;
    this.#tokens = tokenize(text);
    if (depth > MAX_DEPTH) this.#fail('expression recursion level exceeded', this.#token);
  }

  whole(): bigint {
    if (this.#tokens.length === 1) return 0n;
    const value = this.#comma();
    const rest: Token = this.#token;
    if (rest.kind !== 'end') this.#fail('syntax error in expression', rest);
    return value;
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #accept(text: string): boolean {
    const token = this.#token;
    if (token.kind !== 'operator' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #fail(problem: string, token: Token): never {
    const text = this.#text.trimStart();
    const other = this.#shell.dialect.arithmeticError?.(problem, text);
    if (other !== undefined) throw new ExpansionError(other, { status: 2, exits: true });
    throw new ExpansionError(`${text}: ${problem} (error token is "${this.#text.slice(token.at)}")`);
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (!this.#posix && this.#accept(',')) value = this.#assignment();
    return value;
  }

  #assignment(): bigint {
    const target = this.#token;
    const operator = this.#tokens[this.#at + 1];
    if (target.kind !== 'name' || operator?.kind !== 'operator' || !ASSIGNMENT.test(operator.text)) {
      const value = this.#ternary();
      const token = this.#token;
      if (token.kind === 'operator' && ASSIGNMENT.test(token.text)) {
        this.#fail('attempted assignment to non-variable', token);
      }
      return value;
    }
    this.#at += 2;
    const place = this.#place(target);
    const right = this.#assignment();
    const binary = operator.text.slice(0, -1);
    const value = binary === '' ? right : this.#binary(binary, this.#read(place), right, this.#token);
    this.#write(place, value);
    return value;
  }

  #ternary(): bigint {
    const test = this.#operands(3);
    if (!this.#accept('?')) return test;
    const left = this.#skipIf(test === 0n, () => this.#comma());
    if (!this.#accept(':')) this.#fail("`:' expected for conditional expression", this.#token);
    const right = this.#skipIf(test !== 0n, () => this.#assignment());
    return test === 0n ? right : left;
  }

  #skipIf(skip: boolean, work: () => bigint): bigint {
    if (!skip) return work();
    this.#skipping++;
    try {
      return work();
    } finally {
      this.#skipping--;
    }
  }

  #operands(least: number): bigint {
    let left = this.#unary();
    for (;;) {
      const token = this.#token;
      const power = token.kind === 'operator' ? POWER[token.text] : undefined;
      if (power === undefined || power < least) return left;
      if (token.text === '**' && this.#posix) this.#fail('operand expected', token);
      this.#at++;
      if (token.text === '&&' || token.text === '||') {
        const decided = (left === 0n) === (token.text === '&&');
        const right = this.#skipIf(decided, () => this.#operands(power + 1));
        left = decided ? truth(token.text === '||') : truth(right !== 0n);
        continue;
      }
      const operand = this.#token;
      const right = this.#operands(token.text === '**' ? power : power + 1);
      left = this.#binary(token.text, left, right, operand);
    }
  }

  #binary(operator: string, left: bigint, right: bigint, operand: Token): bigint {
    switch (operator) {
      case '+':
        return wrap(left + right);
      case '-':
        return wrap(left - right);
      case '*':
        return wrap(left * right);
      case '/':
      case '%':
        if (right === 0n) {
          if (this.#skipping > 0) return 0n;
          this.#fail('division by 0', operand);
        }
        return wrap(operator === '/' ? left / right : left % right);
      case '**':
        if (right < 0n) this.#fail('exponent less than 0', operand);
        return power(left, right);
      case '<<':
        return wrap(left << (right & 63n));
      case '>>':
        return left >> (right & 63n);
      case '&':
        return left & right;
      case '|':
        return left | right;
      case '^':
        return left ^ right;
      case '==':
        return truth(left === right);
      case '!=':
        return truth(left !== right);
      case '<':
        return truth(left < right);
      case '>':
        return truth(left > right);
      case '<=':
        return truth(left <= right);
      default:
        return truth(left >= right);
    }
  }

  #unary(): bigint {
    const token = this.#token;
    if (token.kind === 'operator') {
      if (this.#posix && (token.text === '++' || token.text === '--')) return this.#twice(token.text);
      switch (token.text) {
        case '++':
        case '--':
          return this.#prefix(token);
        case '+':
          this.#at++;
          return this.#unary();
        case '-':
          this.#at++;
          return wrap(-this.#unary());
        case '!':
          this.#at++;
          return truth(this.#unary() === 0n);
        case '~':
          this.#at++;
          return ~this.#unary();
      }
    }
    return this.#primary();
  }

  /** dash has no steps: a sign twice. */
  #twice(sign: string): bigint {
    this.#at++;
    const value = this.#unary();
    return sign === '++' ? value : wrap(-(-value));
  }

  get #posix(): boolean {
    return this.#shell.dialect.name === 'dash';
  }

  #prefix(token: Token): bigint {
    const target = this.#tokens[++this.#at] as Token;
    if (target.kind !== 'name') {
      const value = this.#unary();
      return value;
    }
    this.#at++;
    const place = this.#place(target);
    const value = wrap(this.#read(place) + (token.text === '++' ? 1n : -1n));
    this.#write(place, value);
    return value;
  }

  #primary(): bigint {
    const token = this.#token;
    if (this.#accept('(')) {
      const value = this.#comma();
      if (!this.#accept(')')) this.#fail("missing `)'", this.#token);
      return value;
    }
    if (token.kind === 'number') {
      this.#at++;
      return this.#number(token);
    }
    if (token.kind !== 'name') this.#fail('syntax error: operand expected', this.#operandError());
    this.#at++;
    const place = this.#place(token);
    const value = this.#read(place);
    if (this.#posix) {
      if (['++', '--'].includes(this.#token.text)) this.#fail('operand expected', this.#token);
      return value;
    }
    if (this.#accept('++')) this.#write(place, wrap(value + 1n));
    else if (this.#accept('--')) this.#write(place, wrap(value - 1n));
    return value;
  }

  #number(token: Token): bigint {
    try {
      return parseNumber(token.text);
    } catch (error) {
      const other = this.#shell.dialect.arithmeticError?.('value', this.#text);
      if (other === undefined || !(error instanceof ExpansionError)) throw error;
      throw new ExpansionError(other, { status: 2, exits: true });
    }
  }

  /** bash points at the operator that misses its operand. */
  #operandError(): Token {
    const token = this.#token;
    const before = this.#tokens[this.#at - 1];
    return token.kind === 'end' && before !== undefined ? before : token;
  }

  #place(token: Token): Place {
    return { name: token.text, subscript: token.subscript };
  }

  #read({ name, subscript }: Place): bigint {
    if (this.#skipping > 0) return 0n;
    const shell = this.#shell;
    const text = subscript === undefined ? getParameter(shell, name) : getElement(shell, name, subscript);
    if (text === undefined && shell.option('nounset')) {
      throw new ExpansionError(`${name}: unbound variable`, { status: fatalStatus(this.#shell), exits: true });
    }
    if (this.#posix && text !== undefined && !/^\s*(?:[-+]?(?:\d+|0[xX][\da-fA-F]+))?\s*$/.test(text))
      throw new ExpansionError(`Illegal number: ${text}`, { status: 2, exits: true });
    return text === undefined || text === '' ? 0n : evaluate(shell, text, this.#depth + 1);
  }

  #write({ name, subscript }: Place, value: bigint): void {
    if (this.#skipping > 0) return;
    try {
      if (subscript === undefined) setParameter(this.#shell, name, String(value));
      else setElement(this.#shell, name, subscript, String(value));
    } catch (error) {
      throw error instanceof ShellError ? new ExpansionError(error.message) : error;
    }
  }
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
}
