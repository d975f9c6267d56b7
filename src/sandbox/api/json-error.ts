/** A place in a text that is no JSON. */
class Mistake extends Error {}

const SPACE = ' \t\r\n';
const ESCAPES = '"\\/bfnrtu';

/** Go's scanner: what it takes for JSON, and how it calls what it doesn't. @see encoding/json scanner.go */
class Scanner {
  readonly #text: string;
  readonly #end: string;
  #at = 0;

  constructor(text: string, end: string) {
    this.#text = text;
    this.#end = end;
  }

  value(): void {
    const first = this.#next('looking for beginning of value', /[{["tfn\-\d]/);
    if (first === '{') this.#object();
    else if (first === '[') this.#array();
    else if (first === '"') this.#string();
    else if (first === '-' || /\d/.test(first)) this.#number();
    else this.#literal(first === 't' ? 'true' : first === 'f' ? 'false' : 'null');
  }

  /** Whether something but blanks follows. */
  rest(): string | undefined {
    this.#blanks();
    return this.#text[this.#at];
  }

  #blanks(): void {
    while (this.#at < this.#text.length && SPACE.includes(this.#text[this.#at] ?? '')) this.#at++;
  }

  #next(where: string, wanted: RegExp): string {
    this.#blanks();
    return this.#take(where, wanted);
  }

  #take(where: string, wanted: RegExp): string {
    const letter = this.#text[this.#at];
    if (letter === undefined) throw new Mistake(this.#end);
    if (!wanted.test(letter)) throw new Mistake(`invalid character ${quoted(letter)} ${where}`);
    this.#at++;
    return letter;
  }

  #object(): void {
    const key = 'looking for beginning of object key string';
    if (this.#next(key, /["}]/) === '}') return;
    for (;;) {
      this.#string();
      this.#next('after object key', /:/);
      this.value();
      if (this.#next('after object key:value pair', /[,}]/) === '}') return;
      this.#next(key, /"/);
    }
  }

  #array(): void {
    if (this.rest() === ']') {
      this.#at++;
      return;
    }
    do this.value();
    while (this.#next('after array element', /[,\]]/) === ',');
  }

  #string(): void {
    for (;;) {
      // A control character ends no string.
      const letter = this.#take('in string literal', /[^\u0000-\u001f]/);
      if (letter === '"') return;
      if (letter === '\\') this.#take('in string escape code', new RegExp(`[${ESCAPES.replace('\\', '\\\\')}]`));
    }
  }

  #number(): void {
    const rest = this.#text.slice(this.#at - 1);
    const [whole = ''] = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(rest) ?? [];
    this.#at += Math.max(whole.length, 1) - 1;
    if (whole === '' || /^[.eE]/.test(rest.slice(whole.length))) this.#take('in numeric literal', /[^\s\S]/);
  }

  #literal(word: string): void {
    for (const letter of word.slice(1)) {
      this.#take(`in literal ${word} (expecting '${letter}')`, new RegExp(letter));
    }
  }
}

const quoted = (letter: string): string =>
  letter === "'" ? `'\\''` : letter === '\n' ? `'\\n'` : letter === '\t' ? `'\\t'` : `'${letter}'`;

/**
 * What Go says of a text that is no JSON; nothing where it is.
 *
 * @param end what it says of one that stops too early: json.Unmarshal and json.Decoder differ
 */
export function goJsonError(text: string, end = 'unexpected EOF'): string {
  const scanner = new Scanner(text, end);
  try {
    scanner.value();
    const more = scanner.rest();
    return more === undefined ? '' : `invalid character ${quoted(more)} after top-level value`;
  } catch (error) {
    if (error instanceof Mistake) return error.message;
    throw error;
  }
}
