import type { Builtin } from '../builtin.ts';
import { BINARY, testBinary, testUnary, UNARY } from '../condition.ts';
import { ShellError } from '../error.ts';
import type { Shell } from '../shell.ts';

/** `test`, `[`: by the number of arguments, as POSIX says. */
export const test: Builtin = async (shell, args, name) => {
  try {
    return decide(shell, args, name);
  } catch (error) {
    if (!(error instanceof ShellError) || shell.dialect.name !== 'ash') throw error;
    // busybox names neither the command nor the line.
    await shell.say(`${shell.name}: ${error.message.replace(/: integer expression expected$/, ': bad number')}\n`);
    return 2;
  }
};

function decide(shell: Shell, args: readonly string[], name: string): number {
  let words = args;
  if (name === '[') {
    if (args.at(-1) !== ']') throw new ShellError(shell.dialect.name === 'bash' ? "missing `]'" : 'missing ]', 2);
    words = args.slice(0, -1);
  }
  return evaluateTest(shell, words) ? 0 : 1;
}

/** Words that make no sense together: what each dialect blames. */
function refuse({ dialect }: Shell, bash: string, first: string, second: string): never {
  if (dialect.name === 'dash') throw new ShellError(`${first}: unexpected operator`, 2);
  throw new ShellError(dialect.name === 'ash' ? `${second}: unknown operand` : bash, 2);
}

function evaluateTest(shell: Shell, words: readonly string[]): boolean {
  const [first = '', second = '', third = '', fourth] = words;
  switch (words.length) {
    case 0:
      return false;
    case 1:
      return first !== '';
    case 2:
      if (first === '!') return second === '';
      if (!UNARY.test(first) || (shell.dialect.name !== 'bash' && /^-[vNR]$/.test(first)))
        return refuse(shell, `${first}: unary operator expected`, first, second);
      return testUnary(shell, first, second);
    case 3:
      if (BINARY.test(second) && !(second === '==' && shell.dialect.name === 'dash'))
        return testBinary(shell, second, first, third);
      if (second === '-a') return first !== '' && third !== '';
      if (second === '-o') return first !== '' || third !== '';
      if (first === '!') return !evaluateTest(shell, words.slice(1));
      if (first === '(' && third === ')') return second !== '';
      return refuse(shell, `${second}: binary operator expected`, first, second);
    case 4:
      if (first === '!') return !evaluateTest(shell, words.slice(1));
      if (first === '(' && fourth === ')') return evaluateTest(shell, words.slice(1, 3));
  }
  return new Expression(shell, words).whole();
}

/** Longer ones, with -a, -o, ! and parentheses. */
class Expression {
  readonly #shell: Shell;
  readonly #words: readonly string[];
  #at = 0;

  constructor(shell: Shell, words: readonly string[]) {
    this.#shell = shell;
    this.#words = words;
  }

  whole(): boolean {
    const value = this.#or();
    if (this.#at < this.#words.length) throw new ShellError('too many arguments', 2);
    return value;
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#words[this.#at] === '-o') {
      this.#at++;
      const right = this.#and();
      value = value || right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.#words[this.#at] === '-a') {
      this.#at++;
      const right = this.#term();
      value = value && right;
    }
    return value;
  }

  #term(): boolean {
    const word = this.#words[this.#at];
    const next = this.#words[this.#at + 1];
    if (word === undefined) throw new ShellError('argument expected', 2);
    if (word === '!') {
      this.#at++;
      return !this.#term();
    }
    if (next !== undefined && BINARY.test(next) && this.#words[this.#at + 2] !== undefined) {
      this.#at += 3;
      return testBinary(this.#shell, next, word, this.#words[this.#at - 1] ?? '');
    }
    if (word === '(') {
      this.#at++;
      const value = this.#or();
      if (this.#words[this.#at] !== ')') throw new ShellError("`)' expected", 2);
      this.#at++;
      return value;
    }
    if (UNARY.test(word) && next !== undefined) {
      this.#at += 2;
      return testUnary(this.#shell, word, next);
    }
    this.#at++;
    return word !== '';
  }
}
