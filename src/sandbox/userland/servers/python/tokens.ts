/** A piece of Python's text. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'op' | 'newline' | 'indent' | 'dedent' | 'end';
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly end: number;
  /** Of a string: letters before the quotes, lower case. */
  readonly prefix?: string;
}

/** A text that is no Python. */
export class SyntaxFault extends Error {
  readonly kind: string;
  readonly line: number;
  readonly column: number;
  readonly end: number;

  constructor(message: string, at: { line: number; column: number; end?: number }, kind = 'SyntaxError') {
    super(message);
    this.kind = kind;
    this.line = at.line;
    this.column = at.column;
    this.end = at.end ?? at.column + 1;
  }
}

const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|==|!=|<=|>=|->|:=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|@=|\*\*|\/\/|<<|>>|[+\-*/%@&|^~<>()[\]{},:.;=]/y;
const NUMBER = /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const STRING = /([rRbBfFuU]{0,2})('''|"""|'|")/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Cuts Python's text into tokens, with indents. @throws {SyntaxFault} */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const indents = [0];
  const open: { text: string; line: number; column: number }[] = [];
  let index = 0;
  let line = 1;
  let start = 0;
  let fresh = true;
  const push = (kind: Token['kind'], from: number, to: number, more: Partial<Token> = {}) =>
    void tokens.push({ kind, text: text.slice(from, to), line, column: from - start, end: to - start, ...more });
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = index;
    return pattern.exec(text);
  };
  while (index < text.length) {
    if (fresh && open.length === 0) {
      const [blank = ''] = match(/[ \t]*/y) ?? [];
      const after = text[index + blank.length];
      if (after === '\n' || after === '#' || after === '\r' || after === undefined) {
        const end = text.indexOf('\n', index);
        index = end < 0 ? text.length : end + 1;
        line++;
        start = index;
        continue;
      }
      const width = blank.replaceAll('\t', '        ').length;
      index += blank.length;
      fresh = false;
      if (width > (indents.at(-1) ?? 0)) {
        indents.push(width);
        push('indent', index, index);
      }
      while (width < (indents.at(-1) ?? 0)) {
        indents.pop();
        push('dedent', index, index);
      }
      if (width !== indents.at(-1)) {
        throw new SyntaxFault(
          'unindent does not match any outer indentation level',
          { line, column: width },
          'IndentationError',
        );
      }
    }
    const letter = text[index] ?? '';
    if (letter === '\n') {
      if (open.length === 0) {
        push('newline', index, index);
        fresh = true;
      }
      index++;
      line++;
      start = index;
    } else if (/[ \t\r\f]/.test(letter)) index++;
    else if (letter === '#') while (index < text.length && text[index] !== '\n') index++;
    else if (letter === '\\' && text[index + 1] === '\n') {
      index += 2;
      line++;
      start = index;
    } else {
      const string = match(STRING);
      if (string !== null) {
        const [head, prefix = '', quote = ''] = string;
        const from = index;
        const body = index + head.length;
        let end = body;
        while (end < text.length && !text.startsWith(quote, end)) {
          if (text[end] === '\n' && quote.length === 1) break;
          end += text[end] === '\\' ? 2 : 1;
        }
        if (!text.startsWith(quote, end)) {
          const words =
            quote.length === 3 ? 'unterminated triple-quoted string literal' : 'unterminated string literal';
          throw new SyntaxFault(`${words} (detected at line ${line})`, { line, column: from - start });
        }
        const content = text.slice(body, end);
        push('string', from, end + quote.length, { text: content, prefix: prefix.toLowerCase() });
        const lines = content.split('\n').length - 1;
        index = end + quote.length;
        if (lines > 0) {
          line += lines;
          start = text.lastIndexOf('\n', index - 1) + 1;
        }
        continue;
      }
      const number = /\d/.test(letter) || (letter === '.' && /\d/.test(text[index + 1] ?? '')) ? match(NUMBER) : null;
      const found = number ?? match(NAME) ?? match(OPERATOR);
      if (found === null)
        throw new SyntaxFault(
          letter === '$' || letter === '?' || letter === '!'
            ? 'invalid syntax'
            : `invalid character '${letter}' (U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')})`,
          { line, column: index - start },
        );
      const [word] = found;
      const kind = number !== null ? 'number' : /^[\p{L}_]/u.test(word) ? 'name' : 'op';
      push(kind, index, index + word.length);
      if (word in CLOSING) open.push({ text: word, line, column: index - start });
      if (kind === 'op' && /^[)\]}]$/.test(word)) {
        const opened = open.pop();
        if (opened === undefined) throw new SyntaxFault(`unmatched '${word}'`, { line, column: index - start });
        if (CLOSING[opened.text] !== word) {
          throw new SyntaxFault(`closing parenthesis '${word}' does not match opening parenthesis '${opened.text}'`, {
            line,
            column: index - start,
          });
        }
      }
      index += word.length;
    }
  }
  const [unclosed] = open.slice(-1);
  if (unclosed !== undefined) throw new SyntaxFault(`'${unclosed.text}' was never closed`, unclosed);
  if (!fresh) push('newline', index, index);
  for (; indents.length > 1; indents.pop()) push('dedent', index, index);
  push('end', index, index);
  return tokens;
}
