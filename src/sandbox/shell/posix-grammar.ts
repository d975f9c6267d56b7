import type { Dialect } from './dialect.ts';
import { type PosixToken, readTokens } from './posix-tokens.ts';

/** What dash's parser stumbles over, in its terms. */
export interface PosixProblem {
  /** `word`, `newline`, `redirection`, `end of file`, or the token itself in quotes. */
  readonly token: string;
  readonly expecting?: string;
  /** In place of both: `bad for loop variable`. */
  readonly words?: string;
  readonly pos: number;
}

class Refusal extends Error {
  readonly problem: PosixProblem;

  constructor(problem: PosixProblem) {
    super(problem.token);
    this.problem = problem;
  }
}

const WORDS = new Set('! case do done elif else esac fi for if in then until while { }'.split(' '));
const ENDS = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', ')', ';;', 'end']);

/** The first error of a text by dash's grammar; undefined: there is none, or a quote is open. @see dash parser.c */
export function posixProblem(dialect: Dialect, text: string): PosixProblem | undefined {
  const ash = dialect.name === 'ash';
  if (ash && text.includes('[[')) return undefined;
  const tokens = readTokens(text, ash);
  if (tokens === undefined) return undefined;
  try {
    new Grammar(tokens, ash).whole();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
}

class Grammar {
  readonly #tokens: readonly PosixToken[];
  readonly #ash: boolean;
  #at = 0;

  constructor(tokens: readonly PosixToken[], ash: boolean) {
    this.#tokens = tokens;
    this.#ash = ash;
  }

  whole(): void {
    while (this.#token.kind !== 'end') this.#list(true);
  }

  get #token(): PosixToken {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', pos: 0 };
  }

  /** The reserved word, operator or kind that stands here. */
  #name(words = true): string {
    const { kind, text } = this.#token;
    if (kind === 'operator') return text;
    if (kind !== 'word') return kind;
    if (words && (WORDS.has(text) || (this.#ash && text === 'function'))) return text;
    return 'word';
  }

  #newlines(): void {
    while (this.#token.kind === 'newline') this.#at++;
  }

  #refuse(expecting?: string, words = true): never {
    const name = this.#name(words);
    const plain = name === 'word' || name === 'newline' || name === 'redirection';
    const token = name === 'end' ? 'end of file' : plain ? name : `"${name}"`;
    throw new Refusal({ token, pos: this.#token.pos, ...(expecting !== undefined && { expecting }) });
  }

  #expect(name: string): void {
    if (this.#name() !== name) this.#refuse(name);
    this.#at++;
  }

  /** A line of the text, or the commands of a construct. `begun`: there may be none. */
  #list(line: boolean, begun = false): void {
    let some = begun;
    for (;;) {
      if (!line) this.#newlines();
      const name = this.#name();
      if (line && name === 'newline') {
        this.#at++;
        return;
      }
      if (name === 'end') return;
      if (some && !line && ENDS.has(name)) return;
      some = true;
      this.#andOr();
      const next = this.#name();
      if (next === ';' || next === '&') this.#at++;
      else if (next === 'newline') {
        if (line) continue;
      } else if (next === 'end') return;
      else if (line) this.#refuse();
      else return;
    }
  }

  #andOr(): void {
    for (;;) {
      this.#pipeline();
      if (!['&&', '||'].includes(this.#name(false))) return;
      this.#at++;
      this.#newlines();
    }
  }

  #pipeline(): void {
    if (this.#name() === '!') this.#at++;
    this.#command();
    while (this.#name(false) === '|') {
      this.#at++;
      this.#newlines();
      this.#command();
    }
  }

  #command(): void {
    const name = this.#name();
    switch (name) {
      case 'if':
        this.#at++;
        this.#if();
        break;
      case 'while':
      case 'until':
        this.#at++;
        this.#list(false);
        this.#loopBody();
        break;
      case 'for':
        this.#at++;
        this.#for();
        break;
      case 'case':
        this.#at++;
        this.#case();
        break;
      case '(':
      case '{':
        this.#at++;
        this.#list(false);
        this.#expect(name === '(' ? ')' : '}');
        break;
      case 'function':
        this.#at++;
        if (this.#name() !== 'word') this.#refuse('word');
        this.#at++;
        if (this.#name() === '(') {
          this.#at++;
          this.#expect(')');
        }
        this.#newlines();
        return this.#command();
      case 'word':
      case 'redirection':
        return this.#simple();
      default:
        this.#refuse();
    }
    while (this.#token.kind === 'redirection') this.#redirection();
  }

  #if(): void {
    this.#list(false);
    this.#expect('then');
    this.#list(false);
    while (this.#name() === 'elif') {
      this.#at++;
      this.#list(false);
      this.#expect('then');
      this.#list(false);
    }
    if (this.#name() === 'else') {
      this.#at++;
      this.#list(false);
    }
    this.#expect('fi');
  }

  #loopBody(): void {
    this.#expect('do');
    this.#list(false);
    this.#expect('done');
  }

  #for(): void {
    const { kind, text, pos } = this.#token;
    if (kind !== 'word' || !/^[A-Za-z_]\w*$/.test(text))
      throw new Refusal({ token: '', words: 'bad for loop variable', pos });
    this.#at++;
    this.#newlines();
    if (this.#name() === 'in') {
      this.#at++;
      while (this.#token.kind === 'word') this.#at++;
      if (!['newline', ';'].includes(this.#name(false))) this.#refuse(undefined, false);
      this.#at++;
    } else if (this.#name(false) === ';') this.#at++;
    this.#newlines();
    this.#loopBody();
  }

  #case(): void {
    if (this.#name(false) !== 'word') this.#refuse('word', false);
    this.#at++;
    this.#newlines();
    this.#expect('in');
    this.#newlines();
    while (this.#name() !== 'esac') {
      if (this.#name() === '(') this.#at++;
      for (;;) {
        if (this.#token.kind !== 'end') this.#at++;
        this.#newlines();
        if (this.#name(false) !== '|') break;
        this.#at++;
      }
      if (this.#name(false) !== ')') this.#refuse(')', false);
      this.#at++;
      this.#list(false, true);
      this.#newlines();
      if (this.#name() === 'esac') break;
      if (this.#name() !== ';;') this.#refuse(';;');
      this.#at++;
      this.#newlines();
    }
    this.#at++;
  }

  #simple(): void {
    let words = 0;
    for (;;) {
      const { kind, text } = this.#token;
      if (kind === 'redirection') this.#redirection();
      else if (kind === 'word') {
        words++;
        this.#at++;
      } else if (kind === 'operator' && text === '(' && words === 1 && this.#plainWordBefore()) {
        this.#at++;
        if (this.#name(false) !== ')') this.#refuse(')', false);
        this.#at++;
        this.#newlines();
        return this.#command();
      } else return;
    }
  }

  #plainWordBefore(): boolean {
    const before = this.#tokens[this.#at - 1];
    return before?.kind === 'word' && !before.text.includes('=');
  }

  #redirection(): void {
    this.#at++;
    if (this.#token.kind !== 'word') this.#refuse(undefined, false);
    this.#at++;
  }
}
