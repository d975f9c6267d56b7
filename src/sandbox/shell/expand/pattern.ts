/** Marks the characters of a text so that a pattern takes them literally. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]()|!@+^-]/g, '\\$&');

/** Whether a pattern has a character that stands for others. */
export const isPattern = (pattern: string): boolean => /(?:^|[^\\])(?:\\\\)*(?:[*?[]|[@+!]\()/.test(pattern);

/** The text that a pattern without special characters stands for. */
export const unescapePattern = (pattern: string): string => pattern.replace(/\\([^])/g, '$1');

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9', alpha: 'A-Za-z', blank: ' \\t', cntrl: '\\x00-\\x1f\\x7f', digit: '0-9', graph: '!-~',
  lower: 'a-z', print: ' -~', punct: '!-\\/:-@[-`{-~', space: '\\s', upper: 'A-Z', word: 'A-Za-z0-9_', xdigit: '0-9A-Fa-f',
}; // prettier-ignore

const cache = new Map<string, RegExp>();
const CACHE_SIZE = 500;

/** A regular expression for a whole text that matches a shell pattern (backslash quotes). */
export function patternExpression(pattern: string, { ignoreCase = false }): RegExp {
  const key = (ignoreCase ? 'i' : 's') + pattern;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const expression = new RegExp(`^(?:${patternSource(pattern)})$`, ignoreCase ? 'is' : 's');
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, expression);
  return expression;
}

/** The source of a regular expression for a shell pattern. `greedy` false: as little as possible. */
export function patternSource(pattern: string, greedy = true): string {
  return new Translator(pattern, greedy ? '' : '?').alternatives('');
}

class Translator {
  readonly #text: string;
  readonly #lazy: string;
  #at = 0;

  constructor(text: string, lazy: string) {
    this.#text = text;
    this.#lazy = lazy;
  }

  alternatives(end: string): string {
    let out = '';
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (end !== '' && char === ')') break;
      this.#at++;
      out += end !== '' && char === '|' ? '|' : this.#piece(char);
    }
    return out;
  }

  #piece(char: string): string {
    if ('?*+@!'.includes(char) && this.#text[this.#at] === '(') {
      const group = this.#group(char);
      if (group !== undefined) return group;
    }
    switch (char) {
      case '\\':
        return escapeExpression(this.#text.charAt(this.#at++));
      case '*':
        return `.*${this.#lazy}`;
      case '?':
        return '.';
      case '[':
        return this.#bracket();
      default:
        return escapeExpression(char);
    }
  }

  #group(operator: string): string | undefined {
    const start = this.#at++;
    const body = this.alternatives(')');
    if (this.#text[this.#at] !== ')') {
      this.#at = start;
      return undefined;
    }
    this.#at++;
    if (operator === '@') return `(?:${body})`;
    if (operator !== '!') return `(?:${body})${operator}`;
    const rest = new Translator(this.#text.slice(this.#at), this.#lazy).alternatives('');
    return `(?!(?:${body})${rest}$).*`;
  }

  #bracket(): string {
    const found = /^([!^]?)(\]?(?:\[:\w+:\]|\\[^]|[^\]\\])*)\]/s.exec(this.#text.slice(this.#at));
    if (found === null) return '\\[';
    const [whole, negation, body = ''] = found;
    this.#at += whole.length;
    const set = body.replace(/\[:(\w+):\]|\\([^])|([\][^])/g, (_, name?: string, quoted?: string, plain?: string) => {
      if (name !== undefined) return CLASSES[name] ?? '';
      return `\\${quoted ?? plain ?? ''}`.replace(/^\\([a-zA-Z0-9])$/, '$1');
    });
    return `[${negation === '' ? '' : '^'}${set}]`;
  }
}

const escapeExpression = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
