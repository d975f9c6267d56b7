import { classBody } from './glob.ts';

/** A regular expression that POSIX wouldn't compile; the message is glibc's. */
export class RegexError extends Error {}

export interface RegexSyntax {
  /** `grep -E`, `sed -E`, awk. */
  readonly extended: boolean;
  readonly ignoreCase?: boolean;
  readonly global?: boolean;
  /** `^` and `$` at each line too. */
  readonly multiline?: boolean;
}

/**
 * Compiles a POSIX expression (with GNU's `\w \b \< \+ \|`) to one of JavaScript's.
 * Alternatives are tried in order, where POSIX looks for the longest.
 *
 * @throws {RegexError}
 */
export function posixRegex(pattern: string, syntax: RegexSyntax): RegExp {
  const source = new Translator(pattern, syntax.extended).translate();
  const flags = `u${syntax.ignoreCase === true ? 'i' : ''}${syntax.global === true ? 'g' : ''}${syntax.multiline === true ? 'm' : ''}`;
  try {
    return new RegExp(source, flags);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RegexError('Invalid regular expression');
    throw error;
  }
}

const WORD = '[\\p{L}\\p{N}_]';
const ESCAPES: Readonly<Record<string, string>> = {
  w: WORD,
  W: '[^\\p{L}\\p{N}_]',
  s: '\\s',
  S: '\\S',
  b: `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`,
  B: `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`,
  '<': `(?<!${WORD})(?=${WORD})`,
  '>': `(?<=${WORD})(?!${WORD})`,
  '`': '(?<![^])',
  "'": '(?![^])',
  n: '\\n',
  t: '\\t',
};

class Translator {
  readonly #pattern: string;
  readonly #extended: boolean;
  #at = 0;
  #out = '';
  #depth = 0;
  #groups = 0;
  /** Whether something is there that `*` could repeat. */
  #atom = false;

  constructor(pattern: string, extended: boolean) {
    this.#pattern = pattern;
    this.#extended = extended;
  }

  translate(): string {
    while (this.#at < this.#pattern.length) this.#step();
    if (this.#depth > 0) throw new RegexError(this.#extended ? 'Unmatched ( or \\(' : 'Unmatched ( or \\(');
    return this.#out;
  }

  #step(): void {
    const character = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    if (character === '\\') this.#escape();
    else if (character === '[') this.#bracket();
    else if (character === '.') this.#add('[^\\n]');
    else if (character === '*') this.#star();
    else if (character === '^') this.#caret();
    else if (character === '$') this.#dollar();
    else if (this.#extended && '()|+?{'.includes(character)) this.#operator(character);
    else this.#add(literal(character));
  }

  #add(source: string): void {
    this.#out += source;
    this.#atom = true;
  }

  #escape(): void {
    const character = this.#pattern[this.#at] ?? '';
    if (character === '') throw new RegexError('Trailing backslash');
    this.#at++;
    if (!this.#extended && '(){}|+?'.includes(character)) return this.#operator(character);
    if (/[1-9]/.test(character)) {
      if (Number(character) > this.#groups) throw new RegexError('Invalid back reference');
      return this.#add(`(?:\\${character})`);
    }
    const special = ESCAPES[character];
    this.#add(special ?? literal(character));
  }

  #operator(operator: string): void {
    switch (operator) {
      case '(':
        this.#depth++;
        this.#groups++;
        this.#out += '(';
        this.#atom = false;
        return;
      case ')':
        if (this.#depth === 0) {
          if (this.#extended) return this.#add('\\)');
          throw new RegexError('Unmatched ) or \\)');
        }
        this.#depth--;
        return this.#add(')');
      case '|':
        this.#out += '|';
        this.#atom = false;
        return;
      case '{':
        return this.#interval();
      case '}':
        return this.#add('\\}');
      default:
        return this.#repeat(operator);
    }
  }

  #repeat(operator: string): void {
    if (!this.#atom) return this.#extended ? undefined : this.#add(literal(operator));
    if (/[*+?}]$/.test(this.#out) && !/\\[*+?}]$/.test(this.#out)) this.#wrap();
    this.#out += operator;
  }

  /** `a**` repeats `a*`. */
  #wrap(): void {
    if (this.#out.endsWith('*')) this.#out = this.#out.slice(0, -1);
  }

  #star(): void {
    if (this.#atom) this.#repeat('*');
    else if (!this.#extended || this.#out === '') this.#add('\\*');
  }

  #interval(): void {
    const rest = this.#pattern.slice(this.#at);
    const close = this.#extended ? /^(\d*)(,?)(\d*)\}/ : /^(\d*)(,?)(\d*)\\\}/;
    const match = close.exec(rest);
    if (match === null || (match[1] === '' && match[2] === '')) {
      if (this.#extended) return this.#add('\\{');
      throw new RegexError(match === null ? 'Unmatched \\{' : 'Invalid content of \\{\\}');
    }
    if (!this.#atom) {
      if (this.#extended) return this.#add('\\{');
      throw new RegexError('Invalid preceding regular expression');
    }
    this.#at += match[0].length;
    this.#out += `{${match[1] || '0'}${match[2]}${match[3]}}`;
  }

  #caret(): void {
    const before = this.#pattern.slice(0, this.#at - 1);
    const anchors = this.#extended || before === '' || /\\[(|]$/.test(before) || before.endsWith('\n');
    if (!anchors) return this.#add('\\^');
    this.#out += '^';
    this.#atom = false;
  }

  #dollar(): void {
    const rest = this.#pattern.slice(this.#at);
    const anchors = this.#extended || rest === '' || /^\\[)|]/.test(rest);
    if (!anchors) return this.#add('\\$');
    this.#out += '$';
    this.#atom = false;
  }

  #bracket(): void {
    const match = /^(\^?)(\]?(?:\[:\w+:\]|\[=[^]=\]|\[\.[^]\.\]|[^\]])*)\]/u.exec(this.#pattern.slice(this.#at));
    if (match === null) throw new RegexError('Unmatched [, [^, [:, [., or [=');
    this.#at += match[0].length;
    const body = match[2] ?? '';
    for (const [, name = ''] of body.matchAll(/\[:(\w+):\]/g)) {
      if (!CLASS_NAMES.includes(name)) throw new RegexError('Invalid character class name');
    }
    for (const [, from = '', to = ''] of body.replace(/\[[:=.][^]*?[:=.]\]/g, '').matchAll(/([^-])-([^-])/gu)) {
      if ((from.codePointAt(0) ?? 0) > (to.codePointAt(0) ?? 0)) throw new RegexError('Invalid range end');
    }
    this.#add(`[${match[1]}${classSource(body)}]`);
  }
}

const CLASS_NAMES = 'alpha digit alnum upper lower space blank punct print graph cntrl xdigit'.split(' ');

/** A `-` at the start or the end of brackets is a plain one. */
function classSource(body: string): string {
  return classBody(body.replace(/^-/, '\u0000').replace(/-$/, '\u0000')).replaceAll('\u0000', '\\-');
}

const literal = (character: string): string => (/[.*+?^${}()|[\]\\/]/.test(character) ? `\\${character}` : character);
