import type { Place } from './nodes.ts';
import { SyntaxFault, type Token } from './tokens.ts';

export const KEYWORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/** Goes through tokens, one after the other. */
export class TokenReader {
  protected readonly tokens: readonly Token[];
  protected index = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  protected get token(): Token {
    const token = this.tokens[this.index] ?? this.tokens.at(-1);
    if (token === undefined) throw new Error('no tokens');
    return token;
  }

  protected is(text: string): boolean {
    const { kind, text: word } = this.token;
    return word === text && (kind === 'op' || kind === 'name');
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  protected expect(text: string): void {
    if (!this.take(text)) throw text === ':' ? new SyntaxFault("expected ':'", this.token) : this.wrong();
  }

  protected wrong(): SyntaxFault {
    return new SyntaxFault('invalid syntax', this.token);
  }

  protected name(): string {
    const { kind, text } = this.token;
    if (kind !== 'name' || KEYWORDS.has(text)) throw this.wrong();
    this.index++;
    return text;
  }

  protected place(start: Token): Place {
    const last = this.tokens[this.index - 1] ?? start;
    return { line: start.line, column: start.column, end: last.end, endLine: last.line };
  }
}
