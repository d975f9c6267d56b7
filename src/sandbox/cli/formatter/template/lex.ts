/** A template that does not parse. The text is Go's. */
export class TemplateSyntaxError extends Error {}

export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'space'
  | 'field'
  | 'dot'
  | 'variable'
  | 'identifier'
  | 'string'
  | 'char'
  | 'number'
  | 'pipe'
  | 'comma'
  | 'declare'
  | 'assign'
  | 'leftParen'
  | 'rightParen';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset in the template. */
  readonly at: number;
}

const RULES: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /[ \t\r\n]+/y],
  ['declare', /:=/y],
  ['assign', /=/y],
  ['pipe', /\|/y],
  ['comma', /,/y],
  ['leftParen', /\(/y],
  ['rightParen', /\)/y],
  ['number', /[-+]?(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+)/y],
  ['string', /"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`/y],
  ['char', /'(?:[^'\\\n]|\\[^\n])+'/y],
  ['variable', /\$\w*/y],
  ['field', /\.[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['dot', /\./y],
  ['identifier', /[\p{L}_][\p{L}\p{Nd}_]*/uy],
];

/** `template: NAME:LINE: ` */
export function place(name: string, source: string, at: number): string {
  return `template: ${name}:${source.slice(0, at).split('\n').length}`;
}

/** Cuts a template into tokens. @throws {TemplateSyntaxError} */
export function lex(name: string, source: string): Token[] {
  const tokens: Token[] = [];
  const fail = (at: number, message: string) => {
    throw new TemplateSyntaxError(`${place(name, source, at)}: ${message}`);
  };
  let at = 0;
  let trimNext = false;
  while (at < source.length) {
    const open = source.indexOf('{{', at);
    const end = open < 0 ? source.length : open;
    const trimBefore = /^-[ \t\r\n]/.test(source.slice(end + 2, end + 4));
    let text = source.slice(at, end);
    if (trimNext) text = text.trimStart();
    if (trimBefore) text = text.trimEnd();
    if (text !== '') tokens.push({ kind: 'text', text, at });
    if (open < 0) break;
    at = open + 2 + (trimBefore ? 2 : 0);
    trimNext = false;
    if (source.startsWith('/*', at)) {
      const close = source.indexOf('*/', at);
      if (close < 0) fail(at, 'unclosed comment');
      const ending = /^(?:[ \t\r\n]+-)?\}\}/.exec(source.slice(close + 2))?.[0];
      if (ending === undefined) return fail(at, 'comment ends before closing delimiter');
      trimNext = ending.length > 2;
      at = close + 2 + ending.length;
      continue;
    }
    tokens.push({ kind: 'open', text: '{{', at: open });
    at = action(source, at, tokens, fail);
    trimNext = source.slice(at - 3, at) === '-}}' && /[ \t\r\n]/.test(source.charAt(at - 4));
  }
  return tokens;
}

function action(source: string, start: number, tokens: Token[], fail: (at: number, message: string) => void): number {
  let depth = 0;
  for (let at = start; ;) {
    const closing = /^(?:[ \t\r\n]+-)?\}\}/.exec(source.slice(at))?.[0];
    if (closing !== undefined) {
      if (depth > 0) fail(at, 'unclosed left paren');
      tokens.push({ kind: 'close', text: closing, at });
      return at + closing.length;
    }
    if (at >= source.length) fail(at, 'unclosed action');
    const [kind, text] = match(source, at);
    if (kind === undefined) {
      const letter = String.fromCodePoint(source.codePointAt(at) ?? 0);
      if (letter === '"') fail(at, 'unterminated quoted string');
      if (letter === '`') fail(at, 'unterminated raw quoted string');
      if (letter === "'") fail(at, 'unterminated character constant');
      const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      fail(at, letter === ':' ? 'expected :=' : `unrecognized character in action: U+${code} '${letter}'`);
      return at;
    }
    if (kind === 'leftParen') depth++;
    if (kind === 'rightParen' && --depth < 0) fail(at, 'unexpected right paren');
    tokens.push({ kind, text, at });
    at += text.length;
    if (['field', 'variable', 'identifier', 'dot'].includes(kind)) endOfWord(source, at, fail);
  }
}

/** What may follow a word; anything else is `bad character`. */
function endOfWord(source: string, at: number, fail: (at: number, message: string) => void): void {
  const next = source.charAt(at);
  if (next === '.' && !/[\p{L}\d_]/u.test(source.charAt(at + 1))) fail(at, 'unexpected "." in operand');
  if (next === '' || /[ \t\r\n.,|:()=]/.test(next) || source.startsWith('}}', at) || next === '"') return;
  const code = next.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  fail(at, `bad character U+${code} '${next}'`);
}

function match(source: string, at: number): [TokenKind, string] | [undefined, undefined] {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = at;
    const text = rule.exec(source)?.[0];
    if (text !== undefined) return [kind, text];
  }
  return [undefined, undefined];
}
