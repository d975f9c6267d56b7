import { encode } from '../../../kernel/bytes.ts';
import type { Argument, Comprehension, Expression, FormatPart, Parameter } from './nodes.ts';
import { splitField, unescape } from './string-parts.ts';
import { TokenReader } from './token-reader.ts';
import { SyntaxFault, type Token, tokenize } from './tokens.ts';

const BINARY: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];
/** Reads expressions. */
export class ExpressionParser extends TokenReader {
  /** Whether the function being read has a yield. */
  protected yields = false;

  /** `a, b` too. */
  protected expressions(star = true): Expression {
    const start = this.token;
    const first = star && this.is('*') ? this.starred() : this.expression();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.take(',')) {
      if (this.endsList()) break;
      items.push(this.is('*') ? this.starred() : this.expression());
    }
    return { type: 'tuple', items, ...this.place(start) };
  }

  private endsList(): boolean {
    const { kind, text } = this.token;
    return kind === 'newline' || kind === 'end' || [')', ']', '}', '=', ':', ';'].includes(text) || this.is('in');
  }

  private starred(): Expression {
    const start = this.token;
    this.expect('*');
    const value = this.operation(0);
    return { type: 'star', value, ...this.place(start) };
  }

  protected expression(): Expression {
    const start = this.token;
    if (this.is('lambda')) return this.lambda();
    if (this.is('yield')) {
      this.index++;
      this.yields = true;
      const from = this.take('from');
      const value = this.endsList() ? undefined : this.expressions();
      return { type: 'yield', value, from, ...this.place(start) };
    }
    if (this.is('await')) throw new SyntaxFault('drydock: not simulated: python: await', this.token);
    const value = this.or();
    if (value.type === 'name' && this.take(':=')) {
      return { type: 'walrus', name: value.name, value: this.expression(), ...this.place(start) };
    }
    if (!this.is('if')) return value;
    this.index++;
    const test = this.or();
    if (!this.take('else')) throw new SyntaxFault("expected 'else' after 'if' expression", start);
    const otherwise = this.expression();
    return { type: 'if', test, then: value, otherwise, ...this.place(start) };
  }

  private lambda(): Expression {
    const start = this.token;
    this.expect('lambda');
    const parameters = this.parameters(':');
    this.expect(':');
    return { type: 'lambda', parameters, body: this.expression(), ...this.place(start) };
  }

  /** Up to a closing word, which stays. */
  protected parameters(close: string): Parameter[] {
    const parameters: Parameter[] = [];
    let keywordOnly = false;
    while (!this.is(close)) {
      if (this.take('**')) parameters.push({ name: this.name(), kind: 'keywords', fallback: undefined });
      else if (this.take('*')) {
        keywordOnly = true;
        if (!this.is(',')) parameters.push({ name: this.name(), kind: 'rest', fallback: undefined });
      } else if (!this.take('/')) {
        const name = this.name();
        if (close === ')' && this.take(':')) this.expression();
        const fallback = this.take('=') ? this.expression() : undefined;
        parameters.push({ name, kind: keywordOnly ? 'keyword-only' : 'plain', fallback });
      }
      if (close === ')' && this.is(':') && this.take(':')) this.expression();
      if (!this.take(',')) break;
    }
    return parameters;
  }

  private or(): Expression {
    const start = this.token;
    let left = this.and();
    while (this.take('or')) left = { type: 'logic', operator: 'or', left, right: this.and(), ...this.place(start) };
    return left;
  }

  private and(): Expression {
    const start = this.token;
    let left = this.not();
    while (this.take('and')) left = { type: 'logic', operator: 'and', left, right: this.not(), ...this.place(start) };
    return left;
  }

  private not(): Expression {
    const start = this.token;
    if (this.take('not')) return { type: 'unary', operator: 'not', operand: this.not(), ...this.place(start) };
    const first = this.operation(0);
    const rest: [string, Expression][] = [];
    for (let operator = this.comparison(); operator !== undefined; operator = this.comparison()) {
      rest.push([operator, this.operation(0)]);
    }
    return rest.length === 0 ? first : { type: 'compare', first, rest, ...this.place(start) };
  }

  private comparison(): string | undefined {
    for (const operator of ['==', '!=', '<=', '>=', '<', '>', 'in']) if (this.take(operator)) return operator;
    if (this.is('not') && this.tokens[this.index + 1]?.text === 'in') {
      this.index += 2;
      return 'not in';
    }
    if (!this.take('is')) return undefined;
    return this.take('not') ? 'is not' : 'is';
  }

  protected operation(level: number): Expression {
    const operators = BINARY[level];
    if (operators === undefined) return this.unary();
    const start = this.token;
    let left = this.operation(level + 1);
    for (
      let found = operators.find((text) => this.is(text));
      found !== undefined;
      found = operators.find((text) => this.is(text))
    ) {
      this.index++;
      const right = this.operation(level + 1);
      left = { type: 'binary', operator: found, left, right, ...this.place(start) };
    }
    return left;
  }

  private unary(): Expression {
    const start = this.token;
    for (const operator of ['-', '+', '~']) {
      if (this.take(operator)) return { type: 'unary', operator, operand: this.unary(), ...this.place(start) };
    }
    const left = this.trailers();
    if (!this.take('**')) return left;
    return { type: 'binary', operator: '**', left, right: this.unary(), ...this.place(start) };
  }

  private trailers(): Expression {
    const start = this.token;
    let value = this.atom();
    for (;;) {
      if (this.take('.')) value = { type: 'attribute', object: value, name: this.name(), ...this.place(start) };
      else if (this.take('(')) {
        const args = this.args();
        value = { type: 'call', callee: value, args, ...this.place(start) };
      } else if (this.take('[')) {
        const index = this.subscript();
        this.expect(']');
        value = { type: 'index', object: value, index, ...this.place(start) };
      } else return value;
    }
  }

  protected args(): Argument[] {
    const args: Argument[] = [];
    while (!this.is(')')) {
      if (this.take('**')) args.push({ name: '**', value: this.expression() });
      else if (this.take('*')) args.push({ name: '*', value: this.expression() });
      else if (
        this.token.kind === 'name' &&
        this.tokens[this.index + 1]?.text === '=' &&
        this.tokens[this.index + 1]?.kind === 'op'
      ) {
        const name = this.name();
        this.expect('=');
        args.push({ name, value: this.expression() });
      } else {
        const value = this.expression();
        const loops = this.is('for') ? this.loops() : undefined;
        args.push({
          name: undefined,
          value:
            loops === undefined
              ? value
              : {
                  type: 'comprehension',
                  kind: 'generator',
                  item: value,
                  value: undefined,
                  loops,
                  ...this.place(this.token),
                },
        });
      }
      if (!this.take(',')) break;
    }
    if (!this.take(')')) throw new SyntaxFault('invalid syntax. Perhaps you forgot a comma?', this.token);
    return args;
  }

  private subscript(): Expression {
    const start = this.token;
    const one = (): Expression => {
      const parts: (Expression | undefined)[] = [];
      let slice = false;
      for (let count = 0; count < 3; count++) {
        parts.push(this.is(':') || this.is(']') || this.is(',') ? undefined : this.expression());
        if (!this.take(':')) break;
        slice = true;
      }
      const [first] = parts;
      if (!slice && first !== undefined) return first;
      return { type: 'slice', parts, ...this.place(start) };
    };
    const items = [one()];
    while (this.take(',')) if (!this.is(']')) items.push(one());
    const [first] = items;
    return items.length === 1 && first !== undefined ? first : { type: 'tuple', items, ...this.place(start) };
  }

  private loops(): Comprehension[] {
    const loops: Comprehension[] = [];
    while (this.take('for')) {
      const target = this.targets();
      this.expect('in');
      const source = this.or();
      const conditions: Expression[] = [];
      while (this.take('if')) conditions.push(this.or());
      loops.push({ target, source, conditions });
    }
    return loops;
  }

  /** What a loop assigns to: `a, (b, c)`. */
  protected targets(): Expression {
    const start = this.token;
    const items = [this.is('*') ? this.starred() : this.operation(0)];
    let several = false;
    while (this.take(',')) {
      several = true;
      if (this.is('in') || this.is('=')) break;
      items.push(this.is('*') ? this.starred() : this.operation(0));
    }
    const [first] = items;
    return !several && first !== undefined ? first : { type: 'tuple', items, ...this.place(start) };
  }

  private atom(): Expression {
    const start = this.token;
    const { kind, text } = start;
    if (kind === 'number') return this.number();
    if (kind === 'string') return this.strings();
    if (this.take('(')) return this.parenthesised(start);
    if (this.take('[')) return this.bracketed(start);
    if (this.take('{')) return this.braced(start);
    if (this.take('...')) return { type: 'name', name: 'Ellipsis', ...this.place(start) };
    if (kind !== 'name') throw this.wrong();
    const constants: Readonly<Record<string, null | boolean>> = { None: null, True: true, False: false };
    const constant = constants[text];
    if (constant !== undefined) {
      this.index++;
      return { type: 'constant', value: constant, ...this.place(start) };
    }
    return { type: 'name', name: this.name(), ...this.place(start) };
  }

  private number(): Expression {
    const start = this.token;
    const text = start.text.replaceAll('_', '');
    this.index++;
    const float = /[.eE]/.test(text) && !/^0[xX]/.test(text);
    return { type: 'constant', value: float ? Number(text) : BigInt(text), ...this.place(start) };
  }

  private strings(): Expression {
    const start = this.token;
    const parts: FormatPart[] = [];
    let bytes = false;
    for (; this.token.kind === 'string'; this.index++) {
      const { text, prefix = '' } = this.token;
      bytes ||= prefix.includes('b');
      const raw = prefix.includes('r');
      if (prefix.includes('f')) parts.push(...this.formatParts(text, raw, this.token));
      else parts.push(raw ? text : unescape(text));
    }
    const plain = parts.every((part) => typeof part === 'string');
    if (!plain) return { type: 'format', parts, ...this.place(start) };
    const text = parts.join('');
    return { type: 'constant', value: bytes ? encode(text) : text, ...this.place(start) };
  }

  private formatParts(text: string, raw: boolean, at: Token): FormatPart[] {
    const parts: FormatPart[] = [];
    let literal = '';
    for (let index = 0; index < text.length; index++) {
      const letter = text[index] ?? '';
      if ((letter === '{' || letter === '}') && text[index + 1] === letter) {
        literal += letter;
        index++;
      } else if (letter === '}') throw new SyntaxFault("f-string: single '}' is not allowed", at);
      else if (letter !== '{') literal += letter;
      else {
        if (literal !== '') parts.push(raw ? literal : unescape(literal));
        literal = '';
        const { end, source, conversion, spec, shown } = splitField(text, index + 1, at);
        const parser = new ExpressionParser(tokenize(`(${source})`));
        const value = { ...parser.expression(), line: at.line, column: at.column, end: at.end, endLine: at.line };
        parts.push({ value, conversion, spec: this.formatParts(spec, raw, at), shown });
        index = end;
      }
    }
    if (literal !== '') parts.push(raw ? literal : unescape(literal));
    return parts;
  }

  private parenthesised(start: Token): Expression {
    if (this.take(')')) return { type: 'tuple', items: [], ...this.place(start) };
    const value = this.expressions();
    if (this.is('for')) {
      const loops = this.loops();
      this.expect(')');
      return { type: 'comprehension', kind: 'generator', item: value, value: undefined, loops, ...this.place(start) };
    }
    this.expect(')');
    return { ...value, ...this.place(start) };
  }

  private bracketed(start: Token): Expression {
    const items: Expression[] = [];
    while (!this.is(']')) {
      items.push(this.is('*') ? this.starred() : this.expression());
      const [item] = items;
      if (this.is('for') && item !== undefined) {
        const loops = this.loops();
        this.expect(']');
        return { type: 'comprehension', kind: 'list', item, value: undefined, loops, ...this.place(start) };
      }
      if (!this.take(',')) break;
    }
    this.expect(']');
    return { type: 'list', items, ...this.place(start) };
  }

  private braced(start: Token): Expression {
    const entries: [Expression | undefined, Expression][] = [];
    const items: Expression[] = [];
    while (!this.is('}')) {
      if (this.take('**')) entries.push([undefined, this.operation(0)]);
      else {
        const key = this.is('*') ? this.starred() : this.expression();
        const value = this.take(':') ? this.expression() : undefined;
        if (this.is('for')) {
          const loops = this.loops();
          this.expect('}');
          return {
            type: 'comprehension',
            kind: value === undefined ? 'set' : 'dict',
            item: key,
            value,
            loops,
            ...this.place(start),
          };
        }
        if (value === undefined) items.push(key);
        else entries.push([key, value]);
      }
      if (!this.take(',')) break;
    }
    this.expect('}');
    return items.length > 0
      ? { type: 'set', items, ...this.place(start) }
      : { type: 'dict', entries, ...this.place(start) };
  }
}
