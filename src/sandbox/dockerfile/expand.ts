/** A word that can't be expanded. */
export class ExpansionError extends Error {
  /** Variables before the fault, and in it, that aren't set. */
  readonly unmatched: ReadonlySet<string>;

  constructor(message: string, unmatched: ReadonlySet<string> = new Set()) {
    super(message);
    this.unmatched = unmatched;
  }
}

/** The word ends before the sign that it should end with. */
class Unclosed extends ExpansionError {
  readonly stop: string;

  constructor(stop: string) {
    super(`unexpected end of statement while looking for matching ${stop}`);
    this.stop = stop;
  }
}

export interface ExpandOptions {
  readonly escape?: string;
  /** Quotes stay as written: for the names of steps. */
  readonly raw?: boolean;
  /** Variables that aren't set stay as written. */
  readonly keepUnset?: boolean;
}

export interface Expansion {
  readonly text: string;
  /** As `text`, but split at blanks that were not quoted. */
  readonly words: readonly string[];
  /** Variables that were asked for and are not set. */
  readonly unmatched: ReadonlySet<string>;
  /** Variables that were found. */
  readonly matched: ReadonlySet<string>;
}

export type Variables = ReadonlyMap<string, string>;

/**
 * Expands the variables of one argument, and takes its quotes off.
 *
 * @throws {ExpansionError} `failed to process "${A": …`
 * @see buildkit frontend/dockerfile/shell/lex.go
 */
export function expand(word: string, variables: Variables, options: ExpandOptions = {}): Expansion {
  const lexer = new Lexer(word, variables, options);
  try {
    const { text, words } = lexer.process('');
    return { text, words, unmatched: lexer.unmatched, matched: lexer.matched };
  } catch (error) {
    if (!(error instanceof ExpansionError)) throw error;
    throw new ExpansionError(`failed to process ${JSON.stringify(word)}: ${error.message}`, lexer.unmatched);
  }
}

class Words {
  readonly list: string[] = [];
  #word = '';
  #open = false;

  add(char: string): void {
    if (/\s/.test(char)) this.flush();
    else this.addRaw(char);
  }

  addRaw(text: string): void {
    this.#word += text;
    this.#open = true;
  }

  addValue(text: string): void {
    for (const char of text) this.add(char);
  }

  flush(): void {
    if (this.#open) this.list.push(this.#word);
    this.#word = '';
    this.#open = false;
  }
}

class Lexer {
  readonly unmatched = new Set<string>();
  readonly matched = new Set<string>();
  readonly #source: string;
  readonly #variables: Variables;
  readonly #escape: string;
  readonly #raw: boolean;
  readonly #keepUnset: boolean;
  #at = 0;

  constructor(source: string, variables: Variables, { escape = '\\', raw = false, keepUnset = false }: ExpandOptions) {
    this.#source = source;
    this.#variables = variables;
    this.#escape = escape;
    this.#raw = raw;
    this.#keepUnset = keepUnset;
  }

  /** Up to `stop`, which is taken, or to the end. */
  process(stop: string): { text: string; words: readonly string[] } {
    const words = new Words();
    let text = '';
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined) {
        if (stop !== '') throw new Unclosed(stop);
        break;
      }
      if (char === stop) {
        this.#at++;
        break;
      }
      if (char === "'" || char === '"') {
        const quoted = char === "'" ? this.#singleQuoted() : this.#doubleQuoted();
        text += quoted;
        words.addRaw(quoted);
      } else if (char === '$') {
        const value = this.#dollar();
        text += value;
        words.addValue(value);
      } else if (char === this.#escape) {
        const escaped = this.#escaped();
        text += escaped;
        words.addRaw(escaped);
      } else {
        this.#at++;
        text += char;
        words.add(char);
      }
    }
    words.flush();
    return { text, words: words.list };
  }

  #escaped(): string {
    const next = this.#source[this.#at + 1];
    this.#at += 2;
    return next ?? '';
  }

  #singleQuoted(): string {
    const end = this.#source.indexOf("'", this.#at + 1);
    if (end < 0) throw new Unclosed('single-quote');
    const inner = this.#source.slice(this.#at + 1, end);
    this.#at = end + 1;
    return this.#raw ? `'${inner}'` : inner;
  }

  #doubleQuoted(): string {
    const mark = this.#raw ? '"' : '';
    let text = mark;
    this.#at++;
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined) {
        throw new Unclosed('double-quote');
      }
      if (char === '"') {
        this.#at++;
        return text + mark;
      }
      if (char === '$') {
        text += this.#dollar();
        continue;
      }
      this.#at++;
      if (char !== this.#escape) {
        text += char;
        continue;
      }
      const next = this.#source[this.#at];
      if (next === undefined) throw new Unclosed('double-quote');
      this.#at++;
      const special = next === '"' || next === '$' || next === this.#escape;
      text += special ? next : char + next;
    }
  }

  #dollar(): string {
    this.#at++;
    if (this.#source[this.#at] !== '{') {
      const name = this.#name();
      return name === '' ? '$' : this.#value(name, `$${name}`);
    }
    const start = this.#at - 1;
    this.#at++;
    const first = this.#source[this.#at];
    if (first === undefined) throw new ExpansionError("syntax error: missing '}'");
    if (first === '{' || first === '}' || first === ':') throw new ExpansionError('syntax error: bad substitution');
    const name = this.#name();
    const char = this.#source[this.#at] ?? '\uFFFD';
    this.#at++;
    if (char === '}') return this.#value(name, this.#source.slice(start, this.#at));
    return this.#modified(name, char, start);
  }

  #modified(name: string, char: string, start: number): string {
    let operator = char;
    if (char === ':') {
      operator = this.#source[this.#at] ?? '';
      this.#at++;
    }
    if (!'+-?#%/'.includes(operator) || operator === '' || (char === ':' && !'+-?'.includes(operator))) {
      throw new ExpansionError(`unsupported modifier (${char === ':' ? `:${operator}` : operator}) in substitution`);
    }
    const value = this.#variables.get(name);
    if ('#%/'.includes(operator)) return this.#pattern(name, operator, start);
    const word = this.#argument();
    if (value === undefined && this.#keepUnset && operator !== '?') return this.#source.slice(start, this.#at);
    const isSet = char === ':' ? (value ?? '') !== '' : value !== undefined;
    (value === undefined ? this.unmatched : this.matched).add(name);
    if (operator === '+') return isSet ? word : '';
    if (isSet) return value ?? '';
    if (operator === '-') return word;
    throw new ExpansionError(`${name}: ${word === '' ? 'not allowed to be unset' : word}`);
  }

  /** Up to the closing brace. */
  #argument(): string {
    try {
      return this.process('}').text;
    } catch (error) {
      if (error instanceof Unclosed && error.stop === '}') throw new ExpansionError("syntax error: missing '}'");
      throw error;
    }
  }

  #pattern(name: string, operator: string, start: number): string {
    const twice = this.#source[this.#at] === operator;
    if (twice) this.#at++;
    const argument = operator === '/' ? this.#replacement() : { pattern: this.#argument(), by: '' };
    const value = this.#variables.get(name);
    if (value === undefined) return this.#value(name, this.#source.slice(start, this.#at));
    this.matched.add(name);
    if (operator === '/') {
      const regexp = new RegExp(globSource(argument.pattern, true), twice ? 'gs' : 's');
      return value.replace(regexp, () => argument.by);
    }
    return operator === '#' ? trimStart(value, argument.pattern, twice) : trimEnd(value, argument.pattern, twice);
  }

  #replacement(): { pattern: string; by: string } {
    const end = /(?<!\\)\//.exec(this.#source.slice(this.#at));
    if (end === null) throw new ExpansionError("syntax error: missing '/' in ${}");
    const pattern = this.#source.slice(this.#at, this.#at + end.index).replace(/\\\//g, '/');
    this.#at += end.index + 1;
    return { pattern, by: this.#argument() };
  }

  #name(): string {
    const [name = ''] = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?!$-])?/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += name.length;
    return name;
  }

  #value(name: string, written: string): string {
    const value = this.#variables.get(name);
    if (value !== undefined) {
      this.matched.add(name);
      return value;
    }
    this.unmatched.add(name);
    return this.#keepUnset ? written : '';
  }
}

/** A shell pattern as a regular expression without anchors. */
function globSource(pattern: string, greedy: boolean): string {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '*') source += greedy ? '.*' : '.*?';
    else if (char === '?') source += '.';
    else source += (char === '\\' ? (pattern[++at] ?? '\\') : char).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  }
  return source;
}

const trimStart = (value: string, pattern: string, longest: boolean): string =>
  value.replace(new RegExp(`^${globSource(pattern, longest)}`, 's'), '');

function trimEnd(value: string, pattern: string, longest: boolean): string {
  const whole = new RegExp(`^${globSource(pattern, true)}$`, 's');
  const starts = Array.from({ length: value.length + 1 }, (_, index) => index);
  const found = (longest ? starts : starts.reverse()).find((start) => whole.test(value.slice(start)));
  return found === undefined ? value : value.slice(0, found);
}
