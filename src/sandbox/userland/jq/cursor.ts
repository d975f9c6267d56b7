import { SyntaxProblem } from './syntax.ts';
import type { Token } from './tokenize.ts';

/** Where the parser is in the words of a filter. */
export class Cursor {
  protected at = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  protected peek(ahead = 0): Token {
    return this.#tokens[this.at + ahead] ?? { kind: 'end', text: '' };
  }

  protected unexpected(): never {
    const { kind, text } = this.peek();
    const shown =
      kind === 'end'
        ? '$end'
        : kind === 'sign'
          ? `'${text}'`
          : kind === 'name'
            ? 'IDENT'
            : kind === 'field'
              ? 'FIELD'
              : kind === 'number'
                ? 'LITERAL'
                : 'QQSTRING_START';
    throw new SyntaxProblem(`syntax error, unexpected ${shown}`, kind === 'end');
  }

  protected is(text: string): boolean {
    const token = this.peek();
    return (token.kind === 'sign' || token.kind === 'name') && token.text === text;
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  protected expect(text: string): void {
    if (!this.take(text)) this.unexpected();
  }

  protected name(kind: Token['kind']): string {
    const token = this.peek();
    if (token.kind !== kind) this.unexpected();
    this.at++;
    return token.text;
  }
}
