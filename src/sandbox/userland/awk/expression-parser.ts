import { AwkSyntaxError, type Expression } from './syntax.ts';
import type { Token } from './tokenize.ts';

const BUILTINS = new Set(
  'length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper system close fflush strftime systime gensub'.split(
    ' ',
  ),
);

/** Where the parser is in the words of a script, and what it knows about expressions. */
export class ExpressionParser {
  protected at = 0;
  /** Inside of print's arguments `>` redirects; inside of `for (… in` it is a word. */
  protected noGreater = false;
  protected noIn = false;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  protected peek(ahead = 0): Token {
    return this.#tokens[this.at + ahead] ?? (this.#tokens.at(-1) as Token);
  }

  protected next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  protected is(...texts: string[]): boolean {
    const { kind, text } = this.peek();
    return (kind === 'sign' || kind === 'word') && texts.includes(text);
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  protected fail(): never {
    const { kind, text, line } = this.peek();
    throw new AwkSyntaxError(kind === 'newline' ? 'end of line' : text, line);
  }

  protected expect(text: string): void {
    if (!this.take(text)) this.fail();
  }

  protected newlines(): void {
    while (this.peek().kind === 'newline') this.at++;
  }

  protected skipEnds(): void {
    while (this.peek().kind === 'newline' || this.is(';')) this.at++;
  }
  protected list(close: string): Expression[] {
    const items: Expression[] = [];
    const [greater, inside] = [this.noGreater, this.noIn];
    this.noGreater = this.noIn = false;
    this.newlines();
    while (!this.is(close)) {
      items.push(this.expression());
      this.newlines();
      if (!this.take(',')) break;
      this.newlines();
    }
    this.expect(close);
    [this.noGreater, this.noIn] = [greater, inside];
    return items;
  }

  protected expression(): Expression {
    const left = this.#ternary();
    if (!this.is('=', '+=', '-=', '*=', '/=', '%=', '^=', '**=')) return left;
    if (!['variable', 'element', 'field'].includes(left.kind)) this.fail();
    const operator = this.next().text.replace('**', '^');
    this.newlines();
    return { kind: 'assign', operator, target: left, value: this.expression() };
  }

  #ternary(): Expression {
    const condition = this.#or();
    if (!this.take('?')) return condition;
    this.newlines();
    const yes = this.expression();
    this.newlines();
    this.expect(':');
    this.newlines();
    return { kind: 'conditional', condition, yes, no: this.expression() };
  }

  #chain(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    while (this.is(...operators)) {
      const operator = this.next().text;
      this.newlines();
      left = { kind: 'binary', operator, left, right: operand() };
    }
    return left;
  }

  #or(): Expression {
    return this.#chain(['||'], () => this.#chain(['&&'], () => this.#membership()));
  }

  #membership(): Expression {
    let left = this.#match();
    while (!this.noIn && this.take('in')) {
      left = { kind: 'in', subscripts: left.kind === 'group' ? left.items : [left], name: this.next().text };
    }
    return left;
  }

  #match(): Expression {
    return this.#negatedMatch(this.#comparison());
  }

  #negatedMatch(first: Expression): Expression {
    let left = first;
    for (;;) {
      if (this.take('~')) left = { kind: 'binary', operator: '~', left, right: this.#comparison() };
      else if (this.is('!') && this.peek(1).text === '~') {
        this.at += 2;
        left = { kind: 'binary', operator: '!~', left, right: this.#comparison() };
      } else return left;
    }
  }

  #comparison(): Expression {
    const left = this.concatenation(false);
    const operators = this.noGreater ? ['<', '<=', '==', '!=', '>='] : ['<', '<=', '==', '!=', '>', '>='];
    if (this.is(...operators)) {
      const operator = this.next().text;
      return { kind: 'binary', operator, left, right: this.concatenation(false) };
    }
    if (!this.noGreater && this.is('|') && this.peek(1).text === 'getline') {
      this.at += 2;
      return { kind: 'getline', from: 'command', source: left, target: this.#getlineTarget() };
    }
    return left;
  }

  protected concatenation(single: boolean): Expression {
    let left = this.#sum();
    while (!single && this.#startsValue()) left = { kind: 'binary', operator: ' ', left, right: this.#sum() };
    if (single) while (this.#startsValue()) left = { kind: 'binary', operator: ' ', left, right: this.#sum() };
    return left;
  }

  #startsValue(): boolean {
    const { kind, text } = this.peek();
    if (kind === 'sign')
      return ['$', '!', '(', '-', '+', '++', '--'].includes(text) && !(text === '!' && this.peek(1).text === '~');
    return ['number', 'string', 'regex', 'name', 'function'].includes(kind);
  }

  #sum(): Expression {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/', '%'], () => this.#unary()));
  }

  #unary(): Expression {
    if (this.is('!', '-', '+')) {
      const operator = this.next().text;
      return { kind: 'unary', operator, operand: this.#unary() };
    }
    return this.#power();
  }

  #power(): Expression {
    const left = this.#postfix();
    if (!this.is('^', '**')) return left;
    this.at++;
    return { kind: 'binary', operator: '^', left, right: this.is('-', '+', '!') ? this.#unary() : this.#power() };
  }

  #postfix(): Expression {
    const target = this.#primary();
    const stepable = target.kind === 'variable' || target.kind === 'element' || target.kind === 'field';
    if (stepable && this.is('++', '--'))
      return { kind: 'step', by: this.next().text === '++' ? 1 : -1, prefix: false, target };
    return target;
  }

  #getlineTarget(): Expression | undefined {
    if (this.is('$') || this.peek().kind === 'name') return this.#primary();
    return undefined;
  }

  #primary(): Expression {
    const token = this.next();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'string':
        return { kind: 'string', value: token.text };
      case 'regex':
        return { kind: 'regex', source: token.text };
      case 'function':
      case 'name':
        return this.#named(token);
      case 'word':
        if (token.text === 'getline') {
          const target = this.#getlineTarget();
          if (this.take('<')) return { kind: 'getline', from: 'file', source: this.#primary(), target };
          return { kind: 'getline', from: 'input', source: undefined, target };
        }
        break;
      case 'sign':
        if (token.text === '$') {
          if (this.is('++', '--')) {
            const by = this.next().text === '++' ? 1 : -1;
            return { kind: 'field', index: { kind: 'step', by, prefix: true, target: this.#primary() } };
          }
          if (this.is('-')) {
            this.at++;
            return { kind: 'field', index: { kind: 'unary', operator: '-', operand: this.#primary() } };
          }
          return { kind: 'field', index: this.#primary() };
        }
        if (token.text === '(') {
          const items = this.list(')');
          return { kind: 'group', items };
        }
        if (token.text === '++' || token.text === '--') {
          return { kind: 'step', by: token.text === '++' ? 1 : -1, prefix: true, target: this.#primary() };
        }
        break;
      default:
        break;
    }
    this.at--;
    return this.fail();
  }

  #named(token: Token): Expression {
    const name = token.text;
    if (BUILTINS.has(name) || token.kind === 'function') {
      if (this.take('(')) return { kind: 'call', name, args: this.list(')') };
      if (name === 'length') return { kind: 'call', name, args: [] };
      this.fail();
    }
    if (this.take('[')) return { kind: 'element', name, subscripts: this.list(']') };
    return { kind: 'variable', name };
  }
}
