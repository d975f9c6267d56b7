import { JavaFault, type Token, tokenize } from './tokens.ts';

/** Expressions of a small Java: ints, strings, booleans, arrays of strings; static methods. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unary'; readonly sign: string; readonly value: Expression }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'assign'; readonly name: string; readonly sign: string; readonly value: Expression }
  | { readonly kind: 'index'; readonly value: Expression; readonly at: Expression }
  | { readonly kind: 'member'; readonly value: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly path: string; readonly value?: Expression; readonly args: readonly Expression[] };

export type Statement =
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'variable'; readonly name: string; readonly value: Expression | undefined }
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'if'; readonly test: Expression; readonly yes: Statement; readonly no: Statement | undefined }
  | {
      readonly kind: 'loop';
      readonly first: Statement | undefined;
      readonly test: Expression | undefined;
      readonly next: Expression | undefined;
      readonly body: Statement;
    }
  | { readonly kind: 'each'; readonly name: string; readonly over: Expression; readonly body: Statement }
  | { readonly kind: 'return'; readonly value: Expression | undefined }
  | { readonly kind: 'break' | 'continue' };

export interface Method {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface JavaClass {
  readonly name: string;
  readonly isPublic: boolean;
  /** Where its name stands. */
  readonly token: Token;
  readonly packageName: string;
  readonly methods: readonly Method[];
  readonly fields: readonly Statement[];
}

const MODIFIERS = ['public', 'private', 'protected', 'static', 'final', 'abstract', 'synchronized'];
const TYPES = ['int', 'long', 'String', 'boolean', 'var', 'void'];
const LEVELS = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string) {
    this.#tokens = tokenize(source);
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #next(): Token {
    const token = this.#token;
    if (token.kind === 'end') throw new JavaFault('error', 'reached end of file while parsing', this.#previous());
    this.#at++;
    return token;
  }

  #previous(): Token {
    return this.#tokens[Math.max(0, this.#at - 1)] as Token;
  }

  #is(text: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token !== undefined && token.text === text && token.kind !== 'string' && token.kind !== 'char';
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  /** javac points behind what came before for a missing sign. */
  #expect(text: string): void {
    if (this.#take(text)) return;
    const { line, end } = this.#previous();
    if (this.#token.kind === 'end') throw new JavaFault('error', 'reached end of file while parsing', this.#previous());
    throw new JavaFault('error', `'${text}' expected`, { line, column: end });
  }

  #name(): Token {
    const token = this.#next();
    if (token.kind !== 'name') throw new JavaFault('error', '<identifier> expected', token);
    return token;
  }

  #refuse(what: string, at: Token = this.#token): never {
    throw new JavaFault('not simulated', what, at);
  }

  file(): JavaClass[] {
    let packageName = '';
    const classes: JavaClass[] = [];
    while (this.#token.kind !== 'end') {
      if (this.#take('package')) {
        packageName = this.#dotted();
        this.#expect(';');
      } else if (this.#is('import')) this.#refuse('import');
      else if (!this.#take(';')) classes.push(this.#class(packageName));
    }
    return classes;
  }

  #dotted(): string {
    let name = this.#name().text;
    while (this.#take('.')) name += `.${this.#name().text}`;
    return name;
  }

  #modifiers(): Set<string> {
    const found = new Set<string>();
    while (MODIFIERS.includes(this.#token.text)) found.add(this.#next().text);
    return found;
  }

  #class(packageName: string): JavaClass {
    const modifiers = this.#modifiers();
    if (!this.#is('class')) {
      if (['interface', 'enum', 'record', '@'].includes(this.#token.text)) this.#refuse(this.#token.text);
      throw new JavaFault('error', 'class, interface, enum, or record expected', this.#token);
    }
    this.#next();
    const token = this.#name();
    if (this.#is('extends') || this.#is('implements') || this.#is('<')) this.#refuse(this.#token.text);
    this.#expect('{');
    const methods: Method[] = [];
    const fields: Statement[] = [];
    while (!this.#take('}')) {
      const given = this.#modifiers();
      if (!given.has('static')) this.#refuse('members that are not static');
      this.#type();
      const name = this.#name().text;
      if (this.#is('(')) methods.push({ name, parameters: this.#parameters(), body: this.#block() });
      else fields.push(this.#variable(name));
    }
    return { name: token.text, isPublic: modifiers.has('public'), token, packageName, methods, fields };
  }

  #parameters(): string[] {
    this.#expect('(');
    const names: string[] = [];
    while (!this.#take(')')) {
      if (names.length > 0) this.#expect(',');
      this.#take('final');
      this.#type();
      while (this.#take('.')) continue;
      names.push(this.#name().text);
      if (this.#take('[')) this.#expect(']');
    }
    if (this.#is('throws')) {
      this.#next();
      this.#dotted();
    }
    return names;
  }

  #type(): void {
    const token = this.#name();
    if (!TYPES.includes(token.text)) this.#refuse(`the type ${token.text}`, token);
    if (this.#is('<')) this.#refuse('generic types');
    while (this.#take('[')) this.#expect(']');
  }

  #block(): Statement {
    this.#expect('{');
    const body: Statement[] = [];
    while (!this.#take('}')) body.push(this.#statement());
    return { kind: 'block', body };
  }

  #variable(name: string): Statement {
    const value = this.#take('=') ? this.#expression() : undefined;
    this.#expect(';');
    return { kind: 'variable', name, value };
  }

  #statement(): Statement {
    if (this.#is('{')) return this.#block();
    if (this.#take(';')) return { kind: 'block', body: [] };
    if (this.#take('if')) {
      const test = this.#inParentheses();
      const yes = this.#statement();
      return { kind: 'if', test, yes, no: this.#take('else') ? this.#statement() : undefined };
    }
    if (this.#take('while')) {
      const test = this.#inParentheses();
      return { kind: 'loop', first: undefined, test, next: undefined, body: this.#statement() };
    }
    if (this.#take('for')) return this.#for();
    if (this.#take('return')) {
      const value = this.#is(';') ? undefined : this.#expression();
      this.#expect(';');
      return { kind: 'return', value };
    }
    for (const kind of ['break', 'continue'] as const) {
      if (!this.#take(kind)) continue;
      this.#expect(';');
      return { kind };
    }
    if (['try', 'switch', 'throw', 'do', 'synchronized', 'new', 'class'].includes(this.#token.text))
      this.#refuse(this.#token.text);
    this.#take('final');
    if (this.#declares()) {
      this.#type();
      return this.#variable(this.#name().text);
    }
    const value = this.#expression();
    this.#expect(';');
    return { kind: 'expression', value };
  }

  /** `int x`, `String[] x`, `Foo x` */
  #declares(): boolean {
    const [first, second] = [this.#token, this.#tokens[this.#at + 1]];
    if (first.kind !== 'name') return false;
    return (
      second?.kind === 'name' ||
      (this.#is('[', 1) && this.#is(']', 2)) ||
      (this.#is('<', 1) && !TYPES.includes(first.text) && /^[A-Z]/.test(first.text))
    );
  }

  #for(): Statement {
    this.#expect('(');
    if (this.#declares()) {
      const mark = this.#at;
      this.#type();
      const name = this.#name().text;
      if (this.#take(':')) {
        const over = this.#expression();
        this.#expect(')');
        return { kind: 'each', name, over, body: this.#statement() };
      }
      this.#at = mark;
    }
    const first = this.#take(';') ? undefined : this.#statement();
    const test = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    const next = this.#is(')') ? undefined : this.#expression();
    this.#expect(')');
    return { kind: 'loop', first, test, next, body: this.#statement() };
  }

  #inParentheses(): Expression {
    this.#expect('(');
    const value = this.#expression();
    this.#expect(')');
    return value;
  }

  #expression(): Expression {
    const left = this.#choice();
    const sign = this.#token.text;
    if (!['=', '+=', '-=', '*=', '/=', '%='].includes(sign) || this.#token.kind !== 'sign') return left;
    if (left.kind !== 'name') this.#refuse('assignment to anything but a variable');
    this.#next();
    return { kind: 'assign', name: left.name, sign: sign.slice(0, -1), value: this.#expression() };
  }

  #choice(): Expression {
    const test = this.#binary(0);
    if (!this.#take('?')) return test;
    const yes = this.#expression();
    this.#expect(':');
    return { kind: 'choice', test, yes, no: this.#choice() };
  }

  #binary(level: number): Expression {
    const signs = LEVELS[level];
    if (signs === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    while (this.#token.kind === 'sign' && signs.includes(this.#token.text)) {
      const sign = this.#next().text;
      left = { kind: 'binary', sign, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  #unary(): Expression {
    for (const sign of ['!', '-', '+']) if (this.#take(sign)) return { kind: 'unary', sign, value: this.#unary() };
    for (const sign of ['++', '--']) {
      if (!this.#take(sign)) continue;
      const name = this.#name().text;
      return { kind: 'assign', name, sign: sign[0] ?? '', value: { kind: 'literal', value: 1 } };
    }
    return this.#postfix(this.#primary());
  }

  #postfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (this.#take('[')) {
        value = { kind: 'index', value, at: this.#expression() };
        this.#expect(']');
      } else if (this.#take('.')) {
        const name = this.#name().text;
        value = this.#is('(')
          ? { kind: 'call', path: name, value, args: this.#arguments() }
          : { kind: 'member', value, name };
      } else if (this.#is('++') || this.#is('--')) {
        if (value.kind !== 'name') this.#refuse('++ of anything but a variable');
        const sign = this.#next().text[0] ?? '';
        const one: Expression = { kind: 'literal', value: 1 };
        const changed: Expression = { kind: 'assign', name: value.name, sign, value: one };
        value = { kind: 'binary', sign: sign === '+' ? '-' : '+', left: changed, right: one };
      } else return value;
    }
  }

  #arguments(): Expression[] {
    this.#expect('(');
    const args: Expression[] = [];
    while (!this.#take(')')) {
      if (args.length > 0) this.#expect(',');
      args.push(this.#expression());
    }
    return args;
  }

  #primary(): Expression {
    const token = this.#next();
    if (token.kind === 'string') return { kind: 'literal', value: token.text };
    if (token.kind === 'number') {
      if (!/^\d+$/.test(token.text)) this.#refuse(`the number ${token.text}`, token);
      return { kind: 'literal', value: Number(token.text) };
    }
    if (token.kind === 'char') this.#refuse('char', token);
    if (token.text === '(' && token.kind === 'sign') {
      const value = this.#expression();
      this.#expect(')');
      return value;
    }
    if (token.kind !== 'name') throw new JavaFault('error', 'illegal start of expression', token);
    if (token.text === 'new') this.#refuse('new', token);
    if (token.text === 'true' || token.text === 'false') return { kind: 'literal', value: token.text === 'true' };
    if (token.text === 'null') return { kind: 'literal', value: null };
    if (this.#is('(')) return { kind: 'call', path: token.text, args: this.#arguments() };
    if (!/^[A-Z]/.test(token.text) || this.#is('[')) return { kind: 'name', name: token.text };
    return this.#ofClass(token);
  }

  /** `System.out.println(…)`, `Thread.sleep(…)`, `Integer.parseInt(…)` */
  #ofClass(token: Token): Expression {
    let path = token.text;
    while (this.#take('.')) path += `.${this.#name().text}`;
    if (!this.#is('(')) return { kind: 'name', name: path };
    return { kind: 'call', path, args: this.#arguments() };
  }
}

/** @throws {JavaFault} */
export const parseJava = (source: string): JavaClass[] => new Parser(source).file();
