import { goQuote } from '../../../api/go-quote.ts';
import { lex, place, TemplateSyntaxError, type Token, type TokenKind } from './lex.ts';
import type { Tree, Node, Pipe, Command, Operand } from './tree.ts';

const KEYWORDS = new Set(['if', 'with', 'range', 'end', 'else', 'break', 'continue', 'define', 'template', 'block']);

/** @throws {TemplateSyntaxError} with Go's text */
export function parse(name: string, source: string, functions: { has(name: string): boolean }): Tree {
  const parser = new Parser(name, source, functions);
  const body = parser.list();
  return { name, source, body, definitions: parser.definitions };
}

class Parser {
  readonly definitions = new Map<string, readonly Node[]>();
  readonly #name: string;
  readonly #source: string;
  readonly #functions: { has(name: string): boolean };
  readonly #tokens: readonly Token[];
  #at = 0;
  #variables = ['$'];
  #loops = 0;

  constructor(name: string, source: string, functions: { has(name: string): boolean }) {
    this.#name = name;
    this.#source = source;
    this.#functions = functions;
    this.#tokens = lex(name, source);
  }

  /** Nodes up to the end of the template. */
  list(): Node[] {
    const { nodes, end } = this.#nodes();
    if (end !== undefined) this.#fail(`unexpected {{${end}}}`);
    return nodes;
  }

  #fail(message: string): never {
    const at = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]?.at ?? 0;
    throw new TemplateSyntaxError(`${place(this.#name, this.#source, at)}: ${message}`);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #skip(): Token | undefined {
    while (this.#peek()?.kind === 'space') this.#at++;
    return this.#peek();
  }

  #take(kind: TokenKind): Token | undefined {
    const token = this.#skip();
    if (token?.kind !== kind) return undefined;
    this.#at++;
    return token;
  }

  #close(context: string): void {
    const token = this.#skip();
    if (token === undefined) this.#fail('unclosed action');
    if (token.kind !== 'close') this.#fail(`unexpected ${shown(token)} in ${context}`);
    this.#at++;
  }

  #nodes(): { nodes: Node[]; end: 'end' | 'else' | undefined } {
    const nodes: Node[] = [];
    for (;;) {
      const token = this.#peek();
      if (token === undefined) return { nodes, end: undefined };
      this.#at++;
      if (token.kind === 'text') {
        nodes.push({ kind: 'text', text: token.text });
        continue;
      }
      const word = this.#skip();
      const keyword = word?.kind === 'identifier' && KEYWORDS.has(word.text) ? word.text : undefined;
      if (keyword === 'end' || keyword === 'else') {
        this.#at++;
        if (keyword === 'end') this.#close('end');
        return { nodes, end: keyword };
      }
      const node = keyword === undefined ? this.#action() : this.#control(keyword);
      if (node !== undefined) nodes.push(node);
    }
  }

  #action(): Node {
    const pipe = this.#pipe('command', 'close');
    return { kind: 'action', pipe };
  }

  #control(keyword: string): Node | undefined {
    this.#at++;
    switch (keyword) {
      case 'break':
      case 'continue':
        this.#close(keyword);
        if (this.#loops === 0) this.#fail(`{{${keyword}}} outside {{range}}`);
        return { kind: keyword };
      case 'define':
        this.#definition(keyword);
        return undefined;
      case 'template':
      case 'block':
        return this.#template(keyword);
      default:
        return this.#branch(keyword as 'if' | 'with' | 'range');
    }
  }

  #templateName(context: string): string {
    const token = this.#take('string');
    if (token === undefined) this.#fail(`unexpected ${shown(this.#skip())} in ${context}`);
    return unquote(token.text);
  }

  #definition(context: string): void {
    const name = this.#templateName(context);
    this.#close(`${context} clause`);
    this.#finishDefinition(name);
  }

  #finishDefinition(name: string): void {
    const { nodes, end } = this.#nodes();
    if (end !== 'end') this.#fail(end === undefined ? 'unexpected EOF' : 'unexpected {{else}} in define clause');
    this.definitions.set(name, nodes);
  }

  #template(context: string): Node {
    const at = this.#skip()?.at ?? 0;
    const name = this.#templateName(`${context} clause`);
    const pipe = this.#skip()?.kind === 'close' ? undefined : this.#pipe(context, 'close');
    if (pipe === undefined) this.#at++;
    if (context === 'block') this.#finishDefinition(name);
    return { kind: 'template', name, pipe, at };
  }

  #branch(kind: 'if' | 'with' | 'range'): Node {
    const depth = this.#variables.length;
    const pipe = this.#pipe(kind, 'close');
    if (kind === 'range') this.#loops++;
    const { nodes: body, end } = this.#nodes();
    if (kind === 'range') this.#loops--;
    if (end === undefined) this.#fail('unexpected EOF');
    let otherwise: Node[] = [];
    if (end === 'else') {
      const word = this.#skip();
      if (word?.kind === 'identifier' && (word.text === 'if' || word.text === 'with')) {
        this.#at++;
        otherwise = [this.#branch(word.text)];
      } else {
        this.#close('else');
        const rest = this.#nodes();
        if (rest.end === undefined) this.#fail('unexpected EOF');
        if (rest.end === 'else') this.#fail('expected end; found {{else}}');
        otherwise = rest.nodes;
      }
    }
    this.#variables.length = depth;
    return { kind, pipe, body, otherwise };
  }

  #pipe(context: string, end: 'close' | 'rightParen'): Pipe {
    const { variables, assign } = this.#declaration(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.#skip();
      if (token === undefined) this.#fail('unclosed action');
      if (token.kind === end) {
        this.#at++;
        if (commands.length === 0) this.#fail(`missing value for ${context}`);
        this.#checkStages(commands);
        return { variables, assign, commands };
      }
      if (!STARTS.has(token.kind)) this.#fail(`unexpected ${shown(token)} in ${context}`);
      commands.push(this.#command());
    }
  }

  #checkStages(commands: readonly Command[]): void {
    for (const [index, { args }] of commands.entries()) {
      const kind = args[0]?.kind;
      if (index > 0 && (kind === 'constant' || kind === 'dot' || kind === 'nil')) {
        this.#fail(`non executable command in pipeline stage ${index + 1}`);
      }
    }
  }

  #declaration(context: string): { variables: string[]; assign: boolean } {
    const start = this.#at;
    const variables: string[] = [];
    for (let token = this.#take('variable'); token !== undefined; token = this.#take('variable')) {
      variables.push(token.text);
      if (context !== 'range' || this.#take('comma') === undefined) break;
    }
    const declares = variables.length > 0 && this.#take('declare') !== undefined;
    if (declares) {
      this.#variables.push(...variables);
      return { variables, assign: false };
    }
    if (variables.length > 0 && this.#take('assign') !== undefined) return { variables, assign: true };
    this.#at = start;
    return { variables: [], assign: false };
  }

  #command(): Command {
    const at = this.#skip()?.at ?? 0;
    const args: Operand[] = [];
    for (;;) {
      const token = this.#skip();
      if (token === undefined) this.#fail('unclosed action');
      const operand = this.#operand(token);
      if (operand !== undefined) args.push(operand);
      const next = this.#peek();
      if (next?.kind === 'space') continue;
      if (next?.kind === 'pipe') this.#at++;
      else if (next !== undefined && next.kind !== 'close' && next.kind !== 'rightParen') {
        this.#fail(`unexpected ${shown(next)} in operand`);
      }
      if (args.length === 0) this.#fail('empty command');
      return { args, at };
    }
  }

  #path(): { at: number | undefined; path: string[] } {
    const at = this.#peek()?.kind === 'field' ? this.#peek()?.at : undefined;
    const path: string[] = [];
    for (let token = this.#peek(); token?.kind === 'field'; token = this.#peek()) {
      path.push(token.text.slice(1));
      this.#at++;
    }
    return { at, path };
  }

  #operand(token: Token): Operand | undefined {
    const { at, text } = token;
    if (!STARTS.has(token.kind)) return undefined;
    this.#at++;
    const operand = this.#term(token);
    const chain = this.#path();
    if (chain.at === undefined) return operand;
    const longer = { at: chain.at, text: `${operand.text}.${chain.path.join('.')}` };
    switch (operand.kind) {
      case 'field':
        return { ...operand, ...longer, path: [...operand.path, ...chain.path] };
      case 'variable':
      case 'pipe':
        return { ...operand, ...longer, path: chain.path };
      case 'dot':
      case 'constant':
      case 'nil':
        return this.#fail(`unexpected . after term ${goQuote(text)}`);
      default: {
        const command: Command = { args: [operand], at };
        return {
          kind: 'pipe',
          pipe: { variables: [], assign: false, commands: [command] },
          ...longer,
          path: chain.path,
        };
      }
    }
  }

  #term({ kind, text, at }: Token): Operand {
    switch (kind) {
      case 'field':
        return { kind: 'field', path: [text.slice(1)], at, text };
      case 'variable':
        if (!this.#variables.includes(text)) this.#fail(`undefined variable ${goQuote(text)}`);
        return { kind: 'variable', name: text, path: [], at, text };
      case 'dot':
        return { kind: 'dot', at, text };
      case 'string':
        return { kind: 'constant', value: unquote(text), at, text };
      case 'char':
        return { kind: 'constant', value: unquote(text).codePointAt(0) ?? 0, at, text };
      case 'number':
        return { kind: 'constant', value: Number(text.replaceAll('_', '')), at, text };
      case 'leftParen': {
        const start = at;
        const pipe = this.#pipe('parenthesized pipeline', 'rightParen');
        const end = this.#tokens[this.#at - 1]?.at ?? start;
        return { kind: 'pipe', pipe, path: [], at, text: this.#source.slice(start, end + 1) };
      }
      default:
        if (text === 'true' || text === 'false') return { kind: 'constant', value: text === 'true', at, text };
        if (text === 'nil') return { kind: 'nil', at, text };
        if (!this.#functions.has(text)) this.#fail(`function ${goQuote(text)} not defined`);
        return { kind: 'function', name: text, at, text };
    }
  }
}

const STARTS = new Set<TokenKind>(['field', 'variable', 'dot', 'string', 'char', 'number', 'leftParen', 'identifier']);

const shown = (token: Token | undefined) => `<${token?.text ?? 'EOF'}>`;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unquote(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) return inner;
  return inner.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|.)/gs, (_, escape: string) => {
    if (/^[xuU]/.test(escape)) return String.fromCodePoint(Number.parseInt(escape.slice(1), 16));
    if (/^[0-7]{3}$/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    return ESCAPES[escape] ?? escape;
  });
}
