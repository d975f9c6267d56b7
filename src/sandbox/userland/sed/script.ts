import type { Flavour } from '../tool/call.ts';
import { posixRegex, RegexError } from '../text/posix-regex.ts';

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'offset'; readonly count: number }
  | { readonly kind: 'multiple'; readonly of: number }
  /** Without a pattern: the one used last. */
  | { readonly kind: 'regex'; readonly pattern: RegExp | undefined };

export interface Substitution {
  readonly pattern: RegExp | undefined;
  readonly replacement: string;
  readonly global: boolean;
  /** Which match to replace first. */
  readonly number: number;
  readonly print: number;
  readonly evaluate: boolean;
  readonly file: string | undefined;
}

export interface Command {
  readonly name: string;
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  /** a, i, c: text; r, w: file; b, t, T: label; q, Q, l: number; y: characters. */
  readonly text: string;
  readonly substitution: Substitution | undefined;
  readonly characters: ReadonlyMap<string, string> | undefined;
  /** Where `{` ends, and where a label leads to. */
  target: number;
  /** For a range: the line where it ends, while it lasts. */
  active: boolean;
  endLine: number;
}

/** What is wrong with a script; `at` is the character where it was noticed. */
export class ScriptError extends Error {
  /** Characters read so far; below 0 for a fault of no place. */
  readonly at: number;
  /** A letter that is no command. */
  readonly unknown: string | undefined;

  constructor(message: string, at: number, unknown?: string) {
    super(message);
    this.at = at;
    this.unknown = unknown;
  }
}

/** Compiles a sed script. @throws {ScriptError} */
export function parseScript(text: string, extended: boolean, flavour: Flavour): Command[] {
  return new Parser(text, extended, flavour).parse();
}

const COMMANDS = '{}=abcdDeFgGhHiIlnNpPqQrRsStTvwWxyz:#';

class Parser {
  readonly #text: string;
  readonly #extended: boolean;
  readonly #gnu: boolean;
  readonly #commands: Command[] = [];
  readonly #open: number[] = [];
  #at = 0;

  constructor(text: string, extended: boolean, flavour: Flavour) {
    this.#gnu = flavour === 'gnu';
    this.#text = text;
    this.#extended = extended;
  }

  parse(): Command[] {
    for (;;) {
      this.#skip(/^[\s;]+/);
      if (this.#at >= this.#text.length) break;
      this.#command();
    }
    if (this.#open.length > 0) throw new ScriptError("unmatched `{'", 0);
    this.#resolveLabels();
    return this.#commands;
  }

  #fail(message: string): never {
    throw new ScriptError(message, this.#at);
  }

  #skip(pattern: RegExp): string {
    const found = pattern.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #command(): void {
    const from = this.#address();
    let to: Address | undefined;
    this.#skip(/^[ \t]+/);
    if (from !== undefined && this.#text[this.#at] === ',') {
      this.#at++;
      this.#skip(/^[ \t]+/);
      to = this.#address();
      if (to === undefined) {
        this.#at++;
        this.#fail("unexpected `,'");
      }
    }
    this.#skip(/^[ \t]+/);
    const negated = this.#skip(/^(?:![ \t]*)+/) !== '';
    const name = this.#text[this.#at] ?? '';
    this.#at++;
    if (name === '') this.#fail('missing command');
    if (!COMMANDS.includes(name)) throw new ScriptError(`unknown command: \`${name}'`, this.#at, name);
    if (name === '#') {
      if (from !== undefined) this.#fail("comments don't accept any addresses");
      this.#skip(/^[^\n]*/);
      return;
    }
    if (name === '}') {
      const start = this.#open.pop();
      if (start === undefined) this.#fail("unexpected `}'");
      if (from !== undefined) this.#fail("} doesn't want any addresses".replace("} doesn't", ": doesn't"));
      const opening = this.#commands[start];
      this.#push({ name: '}', from: undefined, to: undefined, negated: false });
      if (opening !== undefined) opening.target = this.#commands.length;
      return this.#end();
    }
    if (name === ':' && from !== undefined) this.#fail(": doesn't want any addresses");
    if (to !== undefined && 'iaqQr='.includes(name) && 'qQ'.includes(name)) this.#fail('command only uses one address');
    this.#argument(name, { name, from, to, negated });
  }

  #push(base: Pick<Command, 'name' | 'from' | 'to' | 'negated'>, more: Partial<Command> = {}): void {
    this.#commands.push({
      text: '',
      substitution: undefined,
      characters: undefined,
      target: this.#commands.length + 1,
      active: false,
      endLine: 0,
      ...base,
      ...more,
    });
  }

  #argument(name: string, base: Pick<Command, 'name' | 'from' | 'to' | 'negated'>): void {
    switch (name) {
      case '{':
        this.#open.push(this.#commands.length);
        return this.#push(base);
      case 's':
        this.#push(base, { substitution: this.#substitution() });
        return this.#end();
      case 'y':
        this.#push(base, { characters: this.#translation() });
        return this.#end();
      case 'a':
      case 'i':
      case 'c':
        return this.#push(base, { text: this.#lines() });
      case ':': {
        this.#skip(/^[ \t]+/);
        const label = this.#skip(/^[^\n;]*/).trimEnd();
        if (label === '') this.#fail('":" lacks a label');
        return this.#push(base, { text: label });
      }
      case 'b':
      case 't':
      case 'T':
        this.#skip(/^[ \t]+/);
        this.#push(base, { text: this.#skip(/^[^\n;}]*/).trim() });
        return this.#end();
      case 'r':
      case 'R':
      case 'w':
      case 'W': {
        this.#skip(/^[ \t]+/);
        const file = this.#skip(/^[^\n]*/);
        if (file === '') this.#fail('missing filename in r/R/w/W commands');
        return this.#push(base, { text: file });
      }
      case 'q':
      case 'Q':
      case 'l':
      case 'v':
        this.#skip(/^[ \t]+/);
        this.#push(base, { text: this.#skip(name === 'v' ? /^[\d.]*/ : /^\d*/) });
        return this.#end();
      default:
        this.#push(base);
        return this.#end();
    }
  }

  #end(): void {
    this.#skip(/^[ \t]+/);
    const next = this.#text[this.#at];
    if (next === undefined || ';\n}#'.includes(next)) return;
    this.#at++;
    this.#fail('extra characters after command');
  }

  #address(): Address | undefined {
    const rest = this.#text.slice(this.#at);
    const number = (this.#gnu ? /^(\d+)(?:[ \t]*~[ \t]*(\d+))?/ : /^(\d+)/).exec(rest);
    if (number !== null) {
      this.#at += number[0].length;
      const first = Number(number[1]);
      return number[2] === undefined ? { kind: 'line', line: first } : { kind: 'step', first, step: Number(number[2]) };
    }
    if (rest.startsWith('$')) {
      this.#at++;
      return { kind: 'last' };
    }
    const relative = /^([+~])(\d+)/.exec(rest);
    if (relative !== null) {
      this.#at += relative[0].length;
      const count = Number(relative[2]);
      return relative[1] === '+' ? { kind: 'offset', count } : { kind: 'multiple', of: count };
    }
    if (!rest.startsWith('/') && !/^\\[^\n]/.test(rest)) return undefined;
    if (rest.startsWith('\\')) this.#at++;
    const delimiter = this.#text[this.#at++] ?? '/';
    const source = this.#until(delimiter, true);
    if (source === undefined) this.#fail('unterminated address regex');
    const flags = this.#skip(/^[IM]+/);
    return { kind: 'regex', pattern: this.#regex(source, flags.includes('I'), flags.includes('M')) };
  }

  /** Text up to a delimiter, which a backslash protects. */
  #until(delimiter: string, regex: boolean): string | undefined {
    let out = '';
    for (let inBrackets = false; this.#at < this.#text.length;) {
      const character = this.#text[this.#at++] ?? '';
      if (character === '\\') {
        const next = this.#text[this.#at++] ?? '';
        out +=
          next === delimiter && !(regex && delimiter === '\\')
            ? regex && /[.*[\]^$+?(){}|]/.test(next)
              ? `\\${next}`
              : next === '&' && !regex
                ? '\\&'
                : next
            : `\\${next}`;
      } else if (character === delimiter && !inBrackets) return out;
      else {
        if (regex && character === '[') {
          const set = /^(\^?\]?(?:\[[:.=][^\]]*\]|[^\]\n])*)\]/.exec(this.#text.slice(this.#at));
          if (set !== null && !inBrackets) {
            const inside = set[0];
            if (!inside.includes(delimiter)) {
              out += `[${inside}`;
              this.#at += inside.length;
              continue;
            }
            inBrackets = false;
          }
        }
        if (regex && character === '\n' && delimiter !== '\n') return undefined;
        out += character;
      }
    }
    return undefined;
  }

  #regex(source: string, ignoreCase: boolean, multiline: boolean): RegExp | undefined {
    if (source === '') return undefined;
    try {
      return posixRegex(source, { extended: this.#extended, ignoreCase, multiline, global: true });
    } catch (error) {
      if (error instanceof RegexError) this.#fail(error.message);
      throw error;
    }
  }

  #substitution(): Substitution {
    const delimiter = this.#text[this.#at++] ?? '';
    if (delimiter === '' || delimiter === '\n') this.#fail("unterminated `s' command");
    const source = this.#until(delimiter, true);
    const replacement = source === undefined ? undefined : this.#until(delimiter, false);
    if (source === undefined || replacement === undefined) this.#fail("unterminated `s' command");
    let flags = '';
    let number = 0;
    let file: string | undefined;
    for (;;) {
      const next = this.#text[this.#at] ?? '';
      if (/[gpiIeMm]/.test(next) && next !== '') {
        if (next === 'g' && flags.includes('g')) this.#fail("multiple `g' options to `s' command");
        flags += next;
        this.#at++;
      } else if (/\d/.test(next)) {
        number = Number(this.#skip(/^\d+/));
        if (number === 0) this.#fail("number option to `s' command may not be zero");
      } else if (next === 'w') {
        this.#at++;
        this.#skip(/^[ \t]+/);
        file = this.#skip(/^[^\n]*/);
        break;
      } else break;
    }
    const rest = this.#text.slice(this.#at);
    if (rest !== '' && !/^[ \t]*(?:[;\n}#]|$)/.test(rest)) {
      this.#at++;
      this.#fail("unknown option to `s'");
    }
    const pattern = this.#regex(source, /[iI]/.test(flags), /[mM]/.test(flags));
    const groups = (pattern?.source.match(/\\.|\[(?:\\.|[^\]])*\]|\((?!\?)/g) ?? []).filter(
      (part) => part === '(',
    ).length;
    const reference = Math.max(0, ...[...replacement.matchAll(/\\\\|\\(\d)/g)].map(([, digit]) => Number(digit ?? 0)));
    if (pattern !== undefined && reference > groups)
      this.#fail(`invalid reference \\${reference} on \`s' command's RHS`);
    return {
      pattern,
      replacement,
      global: flags.includes('g'),
      number,
      print: [...flags].filter((flag) => flag === 'p').length,
      evaluate: flags.includes('e'),
      file,
    };
  }

  #translation(): Map<string, string> {
    const delimiter = this.#text[this.#at++] ?? '';
    const from = this.#until(delimiter, false);
    const to = from === undefined ? undefined : this.#until(delimiter, false);
    if (from === undefined || to === undefined) this.#fail("unterminated `y' command");
    const plain = (text: string) => [
      ...text.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 't' ? '\t' : sign)),
    ];
    const [keys, values] = [plain(from), plain(to)];
    if (keys.length !== values.length) this.#fail("strings for `y' command are different lengths");
    return new Map(keys.map((key, index) => [key, values[index] ?? '']));
  }

  /** Text of a, i and c: the rest of the line, and more lines after backslashes. */
  #lines(): string {
    this.#skip(/^[ \t]+/);
    if (this.#text[this.#at] === '\\') {
      this.#at++;
      this.#skip(/^[ \t]*\n?/);
    }
    if (this.#at >= this.#text.length) this.#fail("expected \\ after `a', `c' or `i'");
    let out = '';
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at++] ?? '';
      if (character === '\n') break;
      if (character === '\\') out += this.#text[this.#at++] ?? '';
      else out += character;
    }
    return `${out}\n`;
  }

  #resolveLabels(): void {
    for (const command of this.#commands) {
      if (!'btT'.includes(command.name)) continue;
      const index = this.#commands.findIndex(({ name, text }) => name === ':' && text === command.text);
      if (command.text !== '' && index < 0)
        throw new ScriptError(`can't find label for jump to \`${command.text}'`, -1);
      command.target = command.text === '' ? this.#commands.length : index;
    }
  }
}
