import {
  type AwkFunction,
  AwkSyntaxError,
  type Expression,
  type Redirection,
  type Rule,
  type RulePattern,
  type Script,
  type Statement,
} from './syntax.ts';
import { type Token, tokenize } from './tokenize.ts';

/** @throws {AwkSyntaxError} */
export const parseAwk = (text: string): Script => new Parser(tokenize(text)).script();

const BUILTINS = new Set(
  'length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper system close fflush strftime systime gensub'.split(
    ' ',
  ),
);

class Parser {
  readonly #tokens: readonly Token[];
  readonly #functions = new Map<string, AwkFunction>();
  #at = 0;
  /** Inside of print's arguments `>` redirects; inside of `for (… in` it is a word. */
  #noGreater = false;
  #noIn = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  script(): Script {
    const rules: Rule[] = [];
    this.#skipEnds();
    while (this.#peek().kind !== 'end') {
      const rule = this.#item();
      if (rule !== undefined) rules.push(rule);
      this.#skipEnds();
    }
    return { rules, functions: this.#functions };
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? (this.#tokens.at(-1) as Token);
  }

  #next(): Token {
    const token = this.#peek();
    this.#at++;
    return token;
  }

  #is(...texts: string[]): boolean {
    const { kind, text } = this.#peek();
    return (kind === 'sign' || kind === 'word') && texts.includes(text);
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #fail(): never {
    const { kind, text, line } = this.#peek();
    throw new AwkSyntaxError(kind === 'newline' ? 'end of line' : text, line);
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail();
  }

  #newlines(): void {
    while (this.#peek().kind === 'newline') this.#at++;
  }

  #skipEnds(): void {
    while (this.#peek().kind === 'newline' || this.#is(';')) this.#at++;
  }

  #item(): Rule | undefined {
    if (this.#is('function', 'func')) {
      this.#at++;
      const name = this.#next().text;
      this.#expect('(');
      const params: string[] = [];
      while (!this.#is(')')) {
        params.push(this.#next().text);
        if (!this.#take(',')) break;
        this.#newlines();
      }
      this.#expect(')');
      this.#newlines();
      this.#functions.set(name, { params, body: this.#block() });
      return undefined;
    }
    const pattern = this.#pattern();
    return { pattern, body: this.#is('{') ? this.#block() : undefined };
  }

  #pattern(): RulePattern {
    if (this.#take('BEGIN')) return { kind: 'begin' };
    if (this.#take('END')) return { kind: 'end' };
    if (this.#is('{')) return { kind: 'always' };
    const condition = this.#expression();
    if (!this.#take(',')) return { kind: 'when', condition };
    this.#newlines();
    return { kind: 'range', from: condition, to: this.#expression() };
  }

  #block(): Statement {
    this.#expect('{');
    const body: Statement[] = [];
    this.#skipEnds();
    while (!this.#is('}')) {
      if (this.#peek().kind === 'end') this.#fail();
      body.push(this.#statement());
      this.#skipEnds();
    }
    this.#expect('}');
    return { kind: 'block', body };
  }

  #end(): void {
    if (this.#peek().kind === 'newline' || this.#is(';')) this.#at++;
    else if (!this.#is('}') && this.#peek().kind !== 'end') this.#fail();
  }

  #body(): Statement {
    this.#newlines();
    if (this.#take(';')) return { kind: 'block', body: [] };
    return this.#statement();
  }

  #statement(): Statement {
    if (this.#is('{')) return this.#block();
    if (this.#take('if')) return this.#if();
    if (this.#take('while')) {
      this.#expect('(');
      const condition = this.#expression();
      this.#expect(')');
      if (this.#take(';')) return { kind: 'while', condition, body: { kind: 'block', body: [] } };
      return { kind: 'while', condition, body: this.#body() };
    }
    if (this.#take('do')) {
      const body = this.#body();
      this.#skipEnds();
      this.#expect('while');
      this.#expect('(');
      const condition = this.#expression();
      this.#expect(')');
      this.#end();
      return { kind: 'do', condition, body };
    }
    if (this.#take('for')) return this.#for();
    const simple = this.#simple();
    this.#end();
    return simple;
  }

  #if(): Statement {
    this.#expect('(');
    const condition = this.#expression();
    this.#expect(')');
    const yes = this.#body();
    const before = this.#at;
    this.#skipEnds();
    if (this.#take('else')) return { kind: 'if', condition, yes, no: this.#body() };
    this.#at = before;
    return { kind: 'if', condition, yes, no: undefined };
  }

  #for(): Statement {
    this.#expect('(');
    const [variable, word, array, close] = [this.#peek(), this.#peek(1), this.#peek(2), this.#peek(3)];
    if (variable.kind === 'name' && word.text === 'in' && array.kind === 'name' && close.text === ')') {
      this.#at += 4;
      return { kind: 'each', variable: variable.text, array: array.text, body: this.#body() };
    }
    const start = this.#is(';') ? undefined : this.#simple();
    this.#expect(';');
    this.#newlines();
    const condition = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    this.#newlines();
    const step = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    if (this.#take(';')) return { kind: 'for', start, condition, step, body: { kind: 'block', body: [] } };
    return { kind: 'for', start, condition, step, body: this.#body() };
  }

  #simple(): Statement {
    const token = this.#peek();
    switch (token.kind === 'word' ? token.text : '') {
      case 'print':
      case 'printf':
        this.#at++;
        return this.#print(token.text as 'print' | 'printf');
      case 'break':
      case 'continue':
      case 'next':
      case 'nextfile':
        this.#at++;
        return { kind: token.text as 'break' };
      case 'exit':
      case 'return': {
        this.#at++;
        const empty = this.#peek().kind === 'newline' || this.#peek().kind === 'end' || this.#is(';', '}');
        return { kind: token.text as 'exit', value: empty ? undefined : this.#expression() };
      }
      case 'delete': {
        this.#at++;
        const name = this.#next().text;
        if (!this.#take('[')) return { kind: 'delete', name, subscripts: undefined };
        const subscripts = this.#list(']');
        return { kind: 'delete', name, subscripts };
      }
      default:
        return { kind: 'expression', value: this.#expression() };
    }
  }

  #print(kind: 'print' | 'printf'): Statement {
    const args: Expression[] = [];
    const ends = () =>
      this.#peek().kind === 'newline' || this.#peek().kind === 'end' || this.#is(';', '}', '>', '>>', '|');
    if (!ends()) {
      const outer = this.#noGreater;
      this.#noGreater = true;
      const first = this.#expression();
      if (first.kind === 'group' && !this.#is(',')) args.push(...first.items);
      else args.push(first);
      while (this.#take(',')) {
        this.#newlines();
        args.push(this.#expression());
      }
      this.#noGreater = outer;
    }
    let redirection: Redirection | undefined;
    if (this.#is('>', '>>', '|')) {
      const operator = this.#next().text as '>';
      redirection = { operator, target: this.#concatenation(true) };
    }
    return { kind, args, redirection };
  }

  #list(close: string): Expression[] {
    const items: Expression[] = [];
    const [greater, inside] = [this.#noGreater, this.#noIn];
    this.#noGreater = this.#noIn = false;
    this.#newlines();
    while (!this.#is(close)) {
      items.push(this.#expression());
      this.#newlines();
      if (!this.#take(',')) break;
      this.#newlines();
    }
    this.#expect(close);
    [this.#noGreater, this.#noIn] = [greater, inside];
    return items;
  }

  #expression(): Expression {
    const left = this.#ternary();
    if (!this.#is('=', '+=', '-=', '*=', '/=', '%=', '^=', '**=')) return left;
    if (!['variable', 'element', 'field'].includes(left.kind)) this.#fail();
    const operator = this.#next().text.replace('**', '^');
    this.#newlines();
    return { kind: 'assign', operator, target: left, value: this.#expression() };
  }

  #ternary(): Expression {
    const condition = this.#or();
    if (!this.#take('?')) return condition;
    this.#newlines();
    const yes = this.#expression();
    this.#newlines();
    this.#expect(':');
    this.#newlines();
    return { kind: 'conditional', condition, yes, no: this.#expression() };
  }

  #chain(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    while (this.#is(...operators)) {
      const operator = this.#next().text;
      this.#newlines();
      left = { kind: 'binary', operator, left, right: operand() };
    }
    return left;
  }

  #or(): Expression {
    return this.#chain(['||'], () => this.#chain(['&&'], () => this.#membership()));
  }

  #membership(): Expression {
    let left = this.#match();
    while (!this.#noIn && this.#take('in')) {
      left = { kind: 'in', subscripts: left.kind === 'group' ? left.items : [left], name: this.#next().text };
    }
    return left;
  }

  #match(): Expression {
    return this.#negatedMatch(this.#comparison());
  }

  #negatedMatch(first: Expression): Expression {
    let left = first;
    for (;;) {
      if (this.#take('~')) left = { kind: 'binary', operator: '~', left, right: this.#comparison() };
      else if (this.#is('!') && this.#peek(1).text === '~') {
        this.#at += 2;
        left = { kind: 'binary', operator: '!~', left, right: this.#comparison() };
      } else return left;
    }
  }

  #comparison(): Expression {
    const left = this.#concatenation(false);
    const operators = this.#noGreater ? ['<', '<=', '==', '!=', '>='] : ['<', '<=', '==', '!=', '>', '>='];
    if (this.#is(...operators)) {
      const operator = this.#next().text;
      return { kind: 'binary', operator, left, right: this.#concatenation(false) };
    }
    if (!this.#noGreater && this.#is('|') && this.#peek(1).text === 'getline') {
      this.#at += 2;
      return { kind: 'getline', from: 'command', source: left, target: this.#getlineTarget() };
    }
    return left;
  }

  #concatenation(single: boolean): Expression {
    let left = this.#sum();
    while (!single && this.#startsValue()) left = { kind: 'binary', operator: ' ', left, right: this.#sum() };
    if (single) while (this.#startsValue()) left = { kind: 'binary', operator: ' ', left, right: this.#sum() };
    return left;
  }

  #startsValue(): boolean {
    const { kind, text } = this.#peek();
    if (kind === 'sign')
      return ['$', '!', '(', '-', '+', '++', '--'].includes(text) && !(text === '!' && this.#peek(1).text === '~');
    return ['number', 'string', 'regex', 'name', 'function'].includes(kind);
  }

  #sum(): Expression {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/', '%'], () => this.#unary()));
  }

  #unary(): Expression {
    if (this.#is('!', '-', '+')) {
      const operator = this.#next().text;
      return { kind: 'unary', operator, operand: this.#unary() };
    }
    return this.#power();
  }

  #power(): Expression {
    const left = this.#postfix();
    if (!this.#is('^', '**')) return left;
    this.#at++;
    return { kind: 'binary', operator: '^', left, right: this.#is('-', '+', '!') ? this.#unary() : this.#power() };
  }

  #postfix(): Expression {
    const target = this.#primary();
    const stepable = target.kind === 'variable' || target.kind === 'element' || target.kind === 'field';
    if (stepable && this.#is('++', '--'))
      return { kind: 'step', by: this.#next().text === '++' ? 1 : -1, prefix: false, target };
    return target;
  }

  #getlineTarget(): Expression | undefined {
    if (this.#is('$') || this.#peek().kind === 'name') return this.#primary();
    return undefined;
  }

  #primary(): Expression {
    const token = this.#next();
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
          if (this.#take('<')) return { kind: 'getline', from: 'file', source: this.#primary(), target };
          return { kind: 'getline', from: 'input', source: undefined, target };
        }
        break;
      case 'sign':
        if (token.text === '$') {
          if (this.#is('++', '--')) {
            const by = this.#next().text === '++' ? 1 : -1;
            return { kind: 'field', index: { kind: 'step', by, prefix: true, target: this.#primary() } };
          }
          if (this.#is('-')) {
            this.#at++;
            return { kind: 'field', index: { kind: 'unary', operator: '-', operand: this.#primary() } };
          }
          return { kind: 'field', index: this.#primary() };
        }
        if (token.text === '(') {
          const items = this.#list(')');
          return { kind: 'group', items };
        }
        if (token.text === '++' || token.text === '--') {
          return { kind: 'step', by: token.text === '++' ? 1 : -1, prefix: true, target: this.#primary() };
        }
        break;
      default:
        break;
    }
    this.#at--;
    return this.#fail();
  }

  #named(token: Token): Expression {
    const name = token.text;
    if (BUILTINS.has(name) || token.kind === 'function') {
      if (this.#take('(')) return { kind: 'call', name, args: this.#list(')') };
      if (name === 'length') return { kind: 'call', name, args: [] };
      this.#fail();
    }
    if (this.#take('[')) return { kind: 'element', name, subscripts: this.#list(']') };
    return { kind: 'variable', name };
  }
}
