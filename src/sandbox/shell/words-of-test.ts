/** Words that make no condition: an operator that isn't one, too few or too many words, a parenthesis that stays open. */
export type Nonsense = 'unary' | 'binary' | 'missing' | 'extra' | 'unclosed';

/** What a `test` has of its own: its operators, and what it says of words that make no sense. */
export interface TestDialect {
  isUnary(word: string): boolean;
  isBinary(word: string): boolean;
  unary(operator: string, operand: string): boolean;
  binary(left: string, operator: string, right: string): boolean;
  /** @param first the word that is blamed, or the first of two or three */
  refuse(kind: Nonsense, first: string, second?: string): never;
}

/** Whether the condition of `test` or `[` holds: up to four words by their number, as POSIX says. */
export function testWords(dialect: TestDialect, words: readonly string[]): boolean {
  const [first = '', second = '', third = '', fourth] = words;
  switch (words.length) {
    case 0:
      return false;
    case 1:
      return first !== '';
    case 2:
      if (first === '!') return second === '';
      return dialect.isUnary(first) ? dialect.unary(first, second) : dialect.refuse('unary', first, second);
    case 3:
      if (dialect.isBinary(second)) return dialect.binary(first, second, third);
      if (second === '-a') return first !== '' && third !== '';
      if (second === '-o') return first !== '' || third !== '';
      if (first === '!') return !testWords(dialect, words.slice(1));
      return first === '(' && third === ')' ? second !== '' : dialect.refuse('binary', first, second);
    case 4:
      if (first === '!') return !testWords(dialect, words.slice(1));
      if (first === '(' && fourth === ')') return testWords(dialect, words.slice(1, 3));
  }
  return new Expression(dialect, words).whole();
}

/** Longer ones, with -a, -o, ! and parentheses. */
class Expression {
  readonly #dialect: TestDialect;
  readonly #words: readonly string[];
  #at = 0;

  constructor(dialect: TestDialect, words: readonly string[]) {
    this.#dialect = dialect;
    this.#words = words;
  }

  whole(): boolean {
    const value = this.#or();
    const extra = this.#words[this.#at];
    return extra === undefined ? value : this.#dialect.refuse('extra', extra);
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#take('-o')) value = this.#and() || value;
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.#take('-a')) value = this.#term() && value;
    return value;
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at++;
    return true;
  }

  #term(): boolean {
    if (this.#take('!')) return !this.#term();
    const [word, next, after] = this.#words.slice(this.#at, this.#at + 3);
    if (word === undefined) return this.#dialect.refuse('missing', this.#words.at(-1) ?? '');
    if (next !== undefined && after !== undefined && this.#dialect.isBinary(next)) {
      this.#at += 3;
      return this.#dialect.binary(word, next, after);
    }
    if (this.#take('(')) {
      const value = this.#or();
      return this.#take(')') ? value : this.#dialect.refuse('unclosed', ')');
    }
    if (next !== undefined && this.#dialect.isUnary(word)) {
      this.#at += 2;
      return this.#dialect.unary(word, next);
    }
    this.#at++;
    return word !== '';
  }
}
