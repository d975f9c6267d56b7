import type { Expression, Handler, Statement } from './nodes.ts';
import { ExpressionParser } from './parse-expression.ts';
import { KEYWORDS } from './token-reader.ts';
import { SyntaxFault, type Token, tokenize } from './tokens.ts';

const AUGMENTED = ['+=', '-=', '*=', '/=', '//=', '%=', '**=', '&=', '|=', '^=', '>>=', '<<=', '@='];

/** Reads a module. @throws {SyntaxFault} */
export const parsePython = (text: string): Statement[] => new StatementParser(tokenize(text)).module();

class StatementParser extends ExpressionParser {
  module(): Statement[] {
    const statements: Statement[] = [];
    while (this.token.kind !== 'end') statements.push(...this.statement());
    return statements;
  }

  private statement(): Statement[] {
    if (this.token.kind === 'indent') throw new SyntaxFault('unexpected indent', this.token, 'IndentationError');
    const compound = this.compound();
    if (compound !== undefined) return [compound];
    const statements = [this.simple()];
    while (this.take(';')) if (this.token.kind !== 'newline') statements.push(this.simple());
    if (this.token.kind !== 'newline') {
      const [first] = statements;
      if (
        first?.type === 'expression' &&
        first.value.type === 'name' &&
        (first.value.name === 'print' || first.value.name === 'exec')
      ) {
        throw new SyntaxFault(
          `Missing parentheses in call to '${first.value.name}'. Did you mean ${first.value.name}(...)?`,
          { line: first.line, column: first.column, end: this.tokens[this.index]?.end ?? first.end },
        );
      }
      throw this.wrong();
    }
    this.index++;
    return statements;
  }

  private endsLine(): boolean {
    return this.token.kind === 'newline';
  }

  private block(what: string, start: Token): Statement[] {
    this.expect(':');
    if (!this.endsLine()) {
      const statements = [this.simple()];
      while (this.take(';')) if (this.token.kind !== 'newline') statements.push(this.simple());
      this.index++;
      return statements;
    }
    this.index++;
    const next = this.token.kind;
    if (next !== 'indent') {
      throw new SyntaxFault(
        `expected an indented block after ${what} on line ${start.line}`,
        { ...this.token, end: this.token.end },
        'IndentationError',
      );
    }
    this.index++;
    const statements: Statement[] = [];
    while (this.token.kind !== 'dedent' && this.token.kind !== 'end') statements.push(...this.statement());
    this.index++;
    return statements;
  }

  private compound(): Statement | undefined {
    const start = this.token;
    switch (start.kind === 'name' || start.text === '@' ? start.text : '') {
      case 'if':
        return this.branch('if');
      case 'while': {
        this.index++;
        const test = this.expression();
        const body = this.block("'while' statement", start);
        return { type: 'while', test, body, otherwise: this.otherwise(), ...this.place(start) };
      }
      case 'for': {
        this.index++;
        const target = this.targets();
        this.expect('in');
        const source = this.expressions();
        const body = this.block("'for' statement", start);
        return { type: 'for', target, source, body, otherwise: this.otherwise(), ...this.place(start) };
      }
      case 'try':
        return this.attempt();
      case 'with':
        return this.with();
      case 'def':
      case 'class':
      case '@':
        return this.definition();
      case 'async':
        throw new SyntaxFault('drydock: not simulated: python: async', start);
      default:
        return undefined;
    }
  }

  private otherwise(): Statement[] {
    const start = this.token;
    return this.take('else') ? this.block("'else' statement", start) : [];
  }

  private branch(word: string): Statement {
    const start = this.token;
    this.index++;
    const test = this.expression();
    const head = this.place(start);
    const body = this.block(`'${word}' statement`, start);
    const otherwise = this.is('elif') ? [this.branch('elif')] : this.otherwise();
    return { type: 'branch', test, body, otherwise, ...head };
  }

  private attempt(): Statement {
    const start = this.token;
    this.index++;
    const body = this.block("'try' statement", start);
    const handlers: Handler[] = [];
    while (this.is('except')) {
      const at = this.token;
      this.index++;
      const type = this.is(':') ? undefined : this.expression();
      const name = this.take('as') ? this.name() : undefined;
      handlers.push({ type, name, body: this.block("'except' statement", at) });
    }
    const otherwise = handlers.length > 0 ? this.otherwise() : [];
    const at = this.token;
    const last = this.take('finally') ? this.block("'finally' statement", at) : [];
    if (handlers.length === 0 && last.length === 0)
      throw new SyntaxFault("expected 'except' or 'finally' block", this.token);
    return { type: 'try', body, handlers, otherwise, last, ...this.place(start) };
  }

  private with(): Statement {
    const start = this.token;
    this.index++;
    const items: [Expression, Expression | undefined][] = [];
    do {
      const value = this.expression();
      items.push([value, this.take('as') ? this.operation(0) : undefined]);
    } while (this.take(','));
    const body = this.block("'with' statement", start);
    return { type: 'with', items, body, ...this.place(start) };
  }

  private definition(): Statement {
    const decorators: Expression[] = [];
    while (this.take('@')) {
      decorators.push(this.expression());
      this.index++;
    }
    const start = this.token;
    if (this.take('class')) {
      const name = this.name();
      const bases = this.take('(') ? this.args() : [];
      const body = this.block('class definition', start);
      return { type: 'class', name, bases, body, decorators, ...this.place(start) };
    }
    if (this.is('async')) throw new SyntaxFault('drydock: not simulated: python: async', start);
    this.expect('def');
    const name = this.name();
    this.expect('(');
    const parameters = this.parameters(')');
    this.expect(')');
    if (this.take('->')) this.expression();
    const outer = this.yields;
    this.yields = false;
    const body = this.block('function definition', start);
    const generator = this.yields;
    this.yields = outer;
    return { type: 'def', name, parameters, body, decorators, generator, ...this.place(start) };
  }

  private simple(): Statement {
    const start = this.token;
    const word = start.kind === 'name' ? start.text : '';
    const at = () => this.place(start);
    const ends = () => this.token.kind === 'newline' || this.is(';');
    switch (word) {
      case 'pass':
      case 'break':
      case 'continue':
        this.index++;
        return { type: word, ...at() };
      case 'return': {
        this.index++;
        const value = ends() ? undefined : this.expressions();
        return { type: 'return', value, ...at() };
      }
      case 'raise': {
        this.index++;
        const value = ends() ? undefined : this.expression();
        const cause = this.take('from') ? this.expression() : undefined;
        return { type: 'raise', value, cause, ...at() };
      }
      case 'assert': {
        this.index++;
        const test = this.expression();
        const message = this.take(',') ? this.expression() : undefined;
        return { type: 'assert', test, message, ...at() };
      }
      case 'del': {
        this.index++;
        const targets = this.targets();
        return { type: 'delete', targets: targets.type === 'tuple' ? targets.items : [targets], ...at() };
      }
      case 'global':
      case 'nonlocal': {
        this.index++;
        const names = [this.name()];
        while (this.take(',')) names.push(this.name());
        return { type: word, names, ...at() };
      }
      case 'import': {
        this.index++;
        const names: [string, string | undefined][] = [];
        do names.push([this.dotted(), this.take('as') ? this.name() : undefined]);
        while (this.take(','));
        return { type: 'import', names, ...at() };
      }
      case 'from':
        return this.from();
      default:
        return this.assignment();
    }
  }

  private dotted(): string {
    let name = this.name();
    while (this.take('.')) name += `.${this.name()}`;
    return name;
  }

  private from(): Statement {
    const start = this.token;
    this.index++;
    let module = '';
    while (this.is('.') || this.is('...')) module += this.tokens[this.index++]?.text ?? '';
    if (!this.is('import')) module += this.dotted();
    this.expect('import');
    if (this.take('*')) return { type: 'from', module, names: [['*', undefined]], ...this.place(start) };
    const names: [string, string | undefined][] = [];
    const closes = this.take('(');
    do {
      if (closes && this.is(')')) break;
      names.push([this.name(), this.take('as') ? this.name() : undefined]);
    } while (this.take(','));
    if (closes) this.expect(')');
    return { type: 'from', module, names, ...this.place(start) };
  }

  private assignment(): Statement {
    const start = this.token;
    if (start.kind === 'name' && KEYWORDS.has(start.text) && ['elif', 'else', 'except', 'finally'].includes(start.text))
      throw this.wrong();
    const value = this.expressions();
    const operator = AUGMENTED.find((text) => this.is(text));
    if (operator !== undefined) {
      this.index++;
      const right = this.expressions();
      return { type: 'augment', target: value, operator: operator.slice(0, -1), value: right, ...this.place(start) };
    }
    if (this.take(':')) {
      this.expression();
      if (!this.take('=')) return { type: 'pass', ...this.place(start) };
      return { type: 'assign', targets: [value], value: this.expressions(), ...this.place(start) };
    }
    const chain = [value];
    while (this.take('=')) chain.push(this.expressions());
    const last = chain.pop() ?? value;
    if (chain.length === 0) return { type: 'expression', value: last, ...this.place(start) };
    for (const target of chain) this.checkTarget(target);
    return { type: 'assign', targets: chain, value: last, ...this.place(start) };
  }

  private checkTarget(target: Expression): void {
    if (['name', 'attribute', 'index', 'star'].includes(target.type)) return;
    if (target.type === 'tuple' || target.type === 'list')
      return target.items.forEach((item) => this.checkTarget(item));
    const what = target.type === 'call' ? 'function call' : target.type === 'constant' ? 'literal' : 'expression';
    throw new SyntaxFault(`cannot assign to ${what} here. Maybe you meant '==' instead of '='?`, target);
  }
}
