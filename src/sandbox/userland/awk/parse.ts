import { ExpressionParser } from './expression-parser.ts';
import type { AwkFunction, Expression, Redirection, Rule, RulePattern, Script, Statement } from './syntax.ts';
import { tokenize } from './tokenize.ts';

/** @throws {AwkSyntaxError} */
export const parseAwk = (text: string): Script => new Parser(tokenize(text)).script();

class Parser extends ExpressionParser {
  readonly #functions = new Map<string, AwkFunction>();

  script(): Script {
    const rules: Rule[] = [];
    this.skipEnds();
    while (this.peek().kind !== 'end') {
      const rule = this.#item();
      if (rule !== undefined) rules.push(rule);
      this.skipEnds();
    }
    return { rules, functions: this.#functions };
  }

  #item(): Rule | undefined {
    if (this.is('function', 'func')) {
      this.at++;
      const name = this.next().text;
      this.expect('(');
      const params: string[] = [];
      while (!this.is(')')) {
        params.push(this.next().text);
        if (!this.take(',')) break;
        this.newlines();
      }
      this.expect(')');
      this.newlines();
      this.#functions.set(name, { params, body: this.#block() });
      return undefined;
    }
    const pattern = this.#pattern();
    return { pattern, body: this.is('{') ? this.#block() : undefined };
  }

  #pattern(): RulePattern {
    if (this.take('BEGIN')) return { kind: 'begin' };
    if (this.take('END')) return { kind: 'end' };
    if (this.is('{')) return { kind: 'always' };
    const condition = this.expression();
    if (!this.take(',')) return { kind: 'when', condition };
    this.newlines();
    return { kind: 'range', from: condition, to: this.expression() };
  }

  #block(): Statement {
    this.expect('{');
    const body: Statement[] = [];
    this.skipEnds();
    while (!this.is('}')) {
      if (this.peek().kind === 'end') this.fail();
      body.push(this.#statement());
      this.skipEnds();
    }
    this.expect('}');
    return { kind: 'block', body };
  }

  #end(): void {
    if (this.peek().kind === 'newline' || this.is(';')) this.at++;
    else if (!this.is('}') && this.peek().kind !== 'end') this.fail();
  }

  #body(): Statement {
    this.newlines();
    if (this.take(';')) return { kind: 'block', body: [] };
    return this.#statement();
  }

  #statement(): Statement {
    if (this.is('{')) return this.#block();
    if (this.take('if')) return this.#if();
    if (this.take('while')) {
      this.expect('(');
      const condition = this.expression();
      this.expect(')');
      if (this.take(';')) return { kind: 'while', condition, body: { kind: 'block', body: [] } };
      return { kind: 'while', condition, body: this.#body() };
    }
    if (this.take('do')) {
      const body = this.#body();
      this.skipEnds();
      this.expect('while');
      this.expect('(');
      const condition = this.expression();
      this.expect(')');
      this.#end();
      return { kind: 'do', condition, body };
    }
    if (this.take('for')) return this.#for();
    const simple = this.#simple();
    this.#end();
    return simple;
  }

  #if(): Statement {
    this.expect('(');
    const condition = this.expression();
    this.expect(')');
    const yes = this.#body();
    const before = this.at;
    this.skipEnds();
    if (this.take('else')) return { kind: 'if', condition, yes, no: this.#body() };
    this.at = before;
    return { kind: 'if', condition, yes, no: undefined };
  }

  #for(): Statement {
    this.expect('(');
    const [variable, word, array, close] = [this.peek(), this.peek(1), this.peek(2), this.peek(3)];
    if (variable.kind === 'name' && word.text === 'in' && array.kind === 'name' && close.text === ')') {
      this.at += 4;
      return { kind: 'each', variable: variable.text, array: array.text, body: this.#body() };
    }
    const start = this.is(';') ? undefined : this.#simple();
    this.expect(';');
    this.newlines();
    const condition = this.is(';') ? undefined : this.expression();
    this.expect(';');
    this.newlines();
    const step = this.is(')') ? undefined : this.#simple();
    this.expect(')');
    if (this.take(';')) return { kind: 'for', start, condition, step, body: { kind: 'block', body: [] } };
    return { kind: 'for', start, condition, step, body: this.#body() };
  }

  #simple(): Statement {
    const token = this.peek();
    switch (token.kind === 'word' ? token.text : '') {
      case 'print':
      case 'printf':
        this.at++;
        return this.#print(token.text as 'print' | 'printf');
      case 'break':
      case 'continue':
      case 'next':
      case 'nextfile':
        this.at++;
        return { kind: token.text as 'break' };
      case 'exit':
      case 'return': {
        this.at++;
        const empty = this.peek().kind === 'newline' || this.peek().kind === 'end' || this.is(';', '}');
        return { kind: token.text as 'exit', value: empty ? undefined : this.expression() };
      }
      case 'delete': {
        this.at++;
        const name = this.next().text;
        if (!this.take('[')) return { kind: 'delete', name, subscripts: undefined };
        const subscripts = this.list(']');
        return { kind: 'delete', name, subscripts };
      }
      default:
        return { kind: 'expression', value: this.expression() };
    }
  }

  #print(kind: 'print' | 'printf'): Statement {
    const args: Expression[] = [];
    const ends = () =>
      this.peek().kind === 'newline' || this.peek().kind === 'end' || this.is(';', '}', '>', '>>', '|');
    if (!ends()) {
      const outer = this.noGreater;
      this.noGreater = true;
      const first = this.expression();
      if (first.kind === 'group' && !this.is(',')) args.push(...first.items);
      else args.push(first);
      while (this.take(',')) {
        this.newlines();
        args.push(this.expression());
      }
      this.noGreater = outer;
    }
    let redirection: Redirection | undefined;
    if (this.is('>', '>>', '|')) {
      const operator = this.next().text as '>';
      redirection = { operator, target: this.concatenation(true) };
    }
    return { kind, args, redirection };
  }
}
