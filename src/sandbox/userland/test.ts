import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';
import { terminalOf } from './text/screen.ts';
import { compareFiles, compareNumbers, testFile } from '../shell/file-test.ts';

/** A condition that makes no sense: exit code 2. */
class ConditionError extends Error {}

const named = (name: string): Tool => ({
  name,
  about: 'Tell whether a condition holds',
  gnu: { raw: true, failure: 2 },
  busybox: { raw: true, failure: 2 },
  async run(call) {
    const words = [...call.operands];
    if (name === '[' && words.pop() !== ']') return call.die(call.gnu ? `missing ${call.quote(']')}` : 'missing ]');
    try {
      return new Evaluator(call, words).evaluate() ? 0 : 1;
    } catch (error) {
      if (error instanceof ConditionError) return call.die(error.message);
      throw error;
    }
  },
});

export const test = named('test');
export const bracket = named('[');

const BINARY = ['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef'];

const FILE_TESTS = /^-[abcdefghkprsuwxGLOS]$/;

class Evaluator {
  readonly #call: Call;
  readonly #words: readonly string[];
  #at = 0;

  constructor(call: Call, words: readonly string[]) {
    this.#call = call;
    this.#words = words;
  }

  evaluate(): boolean {
    const words = this.#words;
    const [first = '', second = '', third = ''] = words;
    switch (words.length) {
      case 0:
        return false;
      case 1:
        return first !== '';
      case 2:
        if (first === '!') return second === '';
        if (/^-[a-zA-Z]$/.test(first)) return this.#unary(first, second);
        throw this.#error(`${first}: unary operator expected`, `${first}: unknown operand`);
      case 3:
        if (BINARY.includes(second)) return this.#binary(first, second, third);
        if (second === '-a') return first !== '' && third !== '';
        if (second === '-o') return first !== '' || third !== '';
        if (first === '!') return !new Evaluator(this.#call, [second, third]).evaluate();
        if (first === '(' && third === ')') return second !== '';
        throw this.#error(`${this.#call.quote(second)}: binary operator expected`, `${second}: unknown operand`);
      default:
        if (words.length === 4 && first === '!') return !new Evaluator(this.#call, words.slice(1)).evaluate();
    }
    const result = this.#or();
    if (this.#at < words.length)
      throw this.#error(`extra argument ${this.#call.quote(words[this.#at] ?? '')}`, 'too many arguments');
    return result;
  }

  #error(gnu: string, busybox: string): ConditionError {
    return new ConditionError(this.#call.gnu ? gnu : busybox);
  }

  #or(): boolean {
    let result = this.#and();
    while (this.#words[this.#at] === '-o') {
      this.#at++;
      result = this.#and() || result;
    }
    return result;
  }

  #and(): boolean {
    let result = this.#not();
    while (this.#words[this.#at] === '-a') {
      this.#at++;
      result = this.#not() && result;
    }
    return result;
  }

  #not(): boolean {
    if (this.#words[this.#at] !== '!') return this.#primary();
    this.#at++;
    return !this.#not();
  }

  #primary(): boolean {
    const [word, next, after] = this.#words.slice(this.#at, this.#at + 3);
    if (word === undefined)
      throw this.#error(`missing argument after ${this.#call.quote(this.#words.at(-1) ?? '')}`, 'argument expected');
    if (next !== undefined && after !== undefined && BINARY.includes(next)) {
      this.#at += 3;
      return this.#binary(word, next, after);
    }
    if (word === '(') {
      this.#at++;
      const result = this.#or();
      if (this.#words[this.#at++] !== ')')
        throw this.#error(`${this.#call.quote(')')} expected`, 'closing paren expected');
      return result;
    }
    if (/^-[a-zA-Z]$/.test(word) && next !== undefined) {
      this.#at += 2;
      return this.#unary(word, next);
    }
    this.#at++;
    return word !== '';
  }

  #binary(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '=':
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '-nt':
      case '-ot':
      case '-ef':
        return compareFiles(this.#call.process, operator, left, right);
      default:
        return compareNumbers(operator, this.#number(left), this.#number(right));
    }
  }

  #number(text: string): number {
    if (/^\s*[-+]?\d+\s*$/.test(text)) return Number(text);
    throw this.#error(`invalid integer ${this.#call.quote(text)}`, `${text}: bad number`);
  }

  #unary(operator: string, operand: string): boolean {
    const { process } = this.#call;
    switch (operator) {
      case '-n':
        return operand !== '';
      case '-z':
        return operand === '';
      case '-N':
        return false;
      case '-t':
        return terminalOf(process, this.#number(operand)) !== undefined;
      default:
        if (FILE_TESTS.test(operator)) return testFile(process, operator, operand);
        throw this.#error(`${this.#call.quote(operator)}: unary operator expected`, `${operator}: unknown operand`);
    }
  }
}
