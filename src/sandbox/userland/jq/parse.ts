import { Cursor } from './cursor.ts';
import type { Filter, Pattern } from './syntax.ts';
import { tokenize } from './tokenize.ts';

/** @throws {SyntaxProblem} */
export function parseFilter(text: string): Filter {
  return new Parser(tokenize(text, parseFilter)).whole();
}

/** Binding strength of operators, weakest first; `right` groups from the right. */
const LEVELS: readonly { readonly signs: readonly string[]; readonly side: 'left' | 'right' | 'none' }[] = [
  { signs: ['//'], side: 'right' },
  { signs: ['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='], side: 'none' },
  { signs: ['or'], side: 'left' },
  { signs: ['and'], side: 'left' },
  { signs: ['==', '!=', '<', '<=', '>', '>='], side: 'none' },
  { signs: ['+', '-'], side: 'left' },
  { signs: ['*', '/', '%'], side: 'left' },
];
const IDENTITY: Filter = { kind: 'identity' };

class Parser extends Cursor {
  whole(): Filter {
    if (this.peek().kind === 'end') return IDENTITY;
    const filter = this.#pipe();
    if (this.peek().kind !== 'end') this.unexpected();
    return filter;
  }

  #pipe(): Filter {
    if (this.take('def')) {
      const name = this.name('name');
      const params: string[] = [];
      if (this.take('(')) {
        do {
          const token = this.peek();
          this.at++;
          params.push(token.text);
        } while (this.take(';'));
        this.expect(')');
      }
      this.expect(':');
      const body = this.#pipe();
      this.expect(';');
      const rest = this.peek().kind === 'end' ? IDENTITY : this.#pipe();
      return { kind: 'define', name, params, body, rest };
    }
    const left = this.#comma();
    if (this.take('as')) {
      const pattern = this.#pattern();
      this.expect('|');
      return { kind: 'bind', source: left, pattern, body: this.#pipe() };
    }
    return this.take('|') ? { kind: 'pipe', left, right: this.#pipe() } : left;
  }

  #comma(): Filter {
    let left = this.#level(0);
    while (this.take(',')) left = { kind: 'comma', left, right: this.#level(0) };
    return left;
  }

  #level(index: number): Filter {
    const level = LEVELS[index];
    if (level === undefined) return this.#unary();
    let left = this.#level(index + 1);
    for (;;) {
      const operator = level.signs.find((sign) => this.is(sign));
      if (operator === undefined) return left;
      this.at++;
      const right = this.#level(level.side === 'right' ? index : level.side === 'none' && index === 1 ? 0 : index + 1);
      left = index === 1 ? { kind: 'assign', operator, left, right } : { kind: 'binary', operator, left, right };
      if (level.side !== 'left') return left;
    }
  }

  #unary(): Filter {
    if (this.take('-')) return { kind: 'negate', target: this.#postfix() };
    return this.#postfix();
  }

  #postfix(): Filter {
    let target = this.#term();
    for (;;) {
      const token = this.peek();
      if (token.kind === 'field') {
        this.at++;
        target = { kind: 'index', target, key: { kind: 'literal', value: token.text } };
      } else if (this.is('.') && this.peek(1).kind === 'string') {
        this.at++;
        target = { kind: 'index', target, key: this.#string() };
      } else if (this.is('.') && this.peek(1).text === '[') this.at++;
      else if (this.is('[')) target = this.#brackets(target);
      else if (this.take('?')) target = { kind: 'optional', target };
      else if (this.is('as') && this.peek().kind === 'name') {
        this.at++;
        const pattern = this.#pattern();
        this.expect('|');
        return { kind: 'bind', source: target, pattern, body: this.#pipe() };
      } else return target;
    }
  }

  #brackets(target: Filter): Filter {
    this.expect('[');
    if (this.take(']')) return { kind: 'iterate', target };
    if (this.take(':')) {
      const to = this.#pipe();
      this.expect(']');
      return { kind: 'slice', target, from: undefined, to };
    }
    const key = this.#pipe();
    if (!this.take(':')) {
      this.expect(']');
      return { kind: 'index', target, key };
    }
    const to = this.is(']') ? undefined : this.#pipe();
    this.expect(']');
    return { kind: 'slice', target, from: key, to };
  }

  #string(format?: string): Filter {
    const token = this.peek();
    this.at++;
    return { kind: 'string', parts: token.parts ?? [], format };
  }

  #term(): Filter {
    const token = this.peek();
    switch (token.kind) {
      case 'number':
        this.at++;
        return { kind: 'literal', value: Number(token.text) };
      case 'string':
        return this.#string();
      case 'field':
        return IDENTITY;
      case 'variable':
        this.at++;
        return { kind: 'variable', name: token.text.slice(1) };
      case 'format':
        this.at++;
        return this.peek().kind === 'string' ? this.#string(token.text) : { kind: 'format', name: token.text };
      case 'name':
        return this.#word(token.text);
      case 'sign':
        return this.#bracketed(token.text);
      case 'end':
        return this.unexpected();
    }
  }

  #bracketed(sign: string): Filter {
    switch (sign) {
      case '..':
        this.at++;
        return { kind: 'recurse' };
      case '.':
        this.at++;
        if (this.peek().kind === 'string') return { kind: 'index', target: IDENTITY, key: this.#string() };
        return IDENTITY;
      case '(': {
        this.at++;
        const filter = this.#pipe();
        this.expect(')');
        return filter;
      }
      case '[': {
        this.at++;
        if (this.take(']')) return { kind: 'array', content: undefined };
        const content = this.#pipe();
        this.expect(']');
        return { kind: 'array', content };
      }
      case '{':
        return this.#object();
      case '-':
        return this.#unary();
      default:
        return this.unexpected();
    }
  }

  #object(): Filter {
    this.expect('{');
    const entries: (readonly [Filter, Filter])[] = [];
    while (!this.is('}')) {
      const token = this.peek();
      let key: Filter;
      let value: Filter | undefined;
      if (token.kind === 'variable') {
        this.at++;
        key = { kind: 'literal', value: token.text.slice(1) };
        value = { kind: 'variable', name: token.text.slice(1) };
      } else if (token.kind === 'string') key = this.#string();
      else if (token.kind === 'format') key = this.#term();
      else if (this.take('(')) {
        key = this.#pipe();
        this.expect(')');
      } else if (token.kind === 'name' || token.kind === 'number') {
        this.at++;
        key = { kind: 'literal', value: token.text };
      } else return this.unexpected();
      if (this.take(':')) value = this.#entryValue();
      entries.push([key, value ?? { kind: 'index', target: IDENTITY, key }]);
      if (!this.take(',')) break;
    }
    this.expect('}');
    return { kind: 'object', entries };
  }

  /** Values of objects bind tighter than commas; `|` chains them. */
  #entryValue(): Filter {
    const left = this.#level(0);
    return this.take('|') ? { kind: 'pipe', left, right: this.#entryValue() } : left;
  }

  #pattern(): Pattern {
    if (this.peek().kind === 'variable') return { kind: 'name', name: this.name('variable').slice(1) };
    if (this.take('[')) {
      const items: Pattern[] = [];
      do items.push(this.#pattern());
      while (this.take(','));
      this.expect(']');
      return { kind: 'list', items };
    }
    this.expect('{');
    const entries: (readonly [Filter, Pattern | undefined, string | undefined])[] = [];
    do {
      const token = this.peek();
      let key: Filter;
      let name: string | undefined;
      if (token.kind === 'variable') {
        this.at++;
        name = token.text.slice(1);
        key = { kind: 'literal', value: name };
      } else if (token.kind === 'string') key = this.#string();
      else if (this.take('(')) {
        key = this.#pipe();
        this.expect(')');
      } else key = { kind: 'literal', value: this.name('name') };
      entries.push([key, this.take(':') ? this.#pattern() : undefined, name]);
    } while (this.take(','));
    this.expect('}');
    return { kind: 'fields', entries };
  }

  #word(name: string): Filter {
    this.at++;
    switch (name) {
      case 'if':
        return this.#if();
      case 'try': {
        const body = this.#postfix();
        return { kind: 'try', body, handler: this.take('catch') ? this.#postfix() : undefined };
      }
      case 'reduce':
      case 'foreach':
        return this.#fold(name);
      case 'true':
        return { kind: 'literal', value: true };
      case 'false':
        return { kind: 'literal', value: false };
      case 'null':
        return { kind: 'literal', value: null };
      case 'def':
        this.at--;
        return this.#pipe();
      case 'then':
      case 'else':
      case 'elif':
      case 'end':
      case 'as':
      case 'and':
      case 'or':
        this.at--;
        return this.unexpected();
    }
    const args: Filter[] = [];
    if (this.take('(')) {
      do args.push(this.#pipe());
      while (this.take(';'));
      this.expect(')');
    }
    return { kind: 'call', name, args };
  }

  #if(): Filter {
    const condition = this.#pipe();
    this.expect('then');
    const then = this.#pipe();
    if (this.take('elif')) return { kind: 'if', condition, then, else: this.#if() };
    const otherwise = this.take('else') ? this.#pipe() : IDENTITY;
    this.expect('end');
    return { kind: 'if', condition, then, else: otherwise };
  }

  #fold(kind: 'reduce' | 'foreach'): Filter {
    const source = this.#foldSource();
    this.expect('as');
    const pattern = this.#pattern();
    this.expect('(');
    const start = this.#pipe();
    this.expect(';');
    const update = this.#pipe();
    const extract = kind === 'foreach' && this.take(';') ? this.#pipe() : undefined;
    this.expect(')');
    return kind === 'reduce'
      ? { kind, source, pattern, start, update }
      : { kind, source, pattern, start, update, extract };
  }

  /** What is folded ends before `as`, which would otherwise bind. */
  #foldSource(): Filter {
    let target = this.#term();
    while (!this.is('as')) {
      const token = this.peek();
      if (token.kind === 'field') {
        this.at++;
        target = { kind: 'index', target, key: { kind: 'literal', value: token.text } };
      } else if (this.is('.') && this.peek(1).text === '[') this.at++;
      else if (this.is('[')) target = this.#brackets(target);
      else if (this.take('?')) target = { kind: 'optional', target };
      else return this.unexpected();
    }
    return target;
  }
}
