import { decode, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Call } from '../tool/call.ts';
import type { SedInput } from './input.ts';
import { expandReplacement } from './replace.ts';
import type { Address, Command, Substitution } from './script.ts';

/**
 * Runs a script over the input.
 *
 * @param put takes what goes to the output
 * @returns the exit code that `q` or `Q` asked for; undefined at the end of the input
 */
export async function runSed(
  call: Call,
  commands: readonly Command[],
  input: SedInput,
  quiet: boolean,
  put: (text: string) => void,
): Promise<number | undefined> {
  return new Machine(call, commands, input, quiet, put).run();
}

class Machine {
  readonly #call: Call;
  readonly #commands: readonly Command[];
  readonly #input: SedInput;
  readonly #quiet: boolean;
  readonly #put: (text: string) => void;
  readonly #end: string;
  #pattern = '';
  #hold = '';
  #ended = true;
  #appended: (() => Promise<void>)[] = [];
  #substituted = false;
  #lastRegex: RegExp | undefined;
  /** The output lacks a newline, because the input did. */
  #owed = false;

  constructor(call: Call, commands: readonly Command[], input: SedInput, quiet: boolean, put: (text: string) => void) {
    this.#call = call;
    this.#commands = commands;
    this.#input = input;
    this.#quiet = quiet;
    this.#put = put;
    this.#end = call.has('z') ? '\0' : '\n';
  }

  async run(): Promise<number | undefined> {
    for (const { name, text, substitution } of this.#commands) {
      const file = name === 'w' || name === 'W' ? text : substitution?.file;
      if (file !== undefined && !file.startsWith('/dev/std')) this.#call.process.fs.writeFile(file, new Uint8Array(0));
    }
    let restart = false;
    for (;;) {
      if (!restart && !(await this.#read())) return undefined;
      restart = false;
      const outcome = await this.#cycle();
      if (outcome === 'restart') {
        restart = true;
        continue;
      }
      if (typeof outcome === 'number') return outcome;
      await this.#call.drain();
    }
  }

  async #read(): Promise<boolean> {
    const line = await this.#input.next();
    if (line === undefined) return false;
    this.#pattern = line.text;
    this.#ended = line.ended;
    return true;
  }

  #print(text: string): void {
    if (this.#owed) this.#put(this.#end);
    this.#owed = !this.#ended;
    this.#put(this.#ended ? text + this.#end : text);
  }

  #printWhole(text: string): void {
    if (this.#owed) this.#put(this.#end);
    this.#owed = false;
    this.#put(text);
  }

  /** End of a cycle: prints the pattern space and what `a` and `r` queued. */
  async #finish(print = !this.#quiet): Promise<void> {
    if (print) this.#print(this.#pattern);
    const queue = this.#appended;
    this.#appended = [];
    for (const append of queue) await append();
  }

  async #cycle(): Promise<number | 'restart' | undefined> {
    this.#substituted = false;
    for (let index = 0; index < this.#commands.length;) {
      const command = this.#commands[index];
      if (command === undefined) break;
      const pause = this.#call.process.step();
      if (pause !== undefined) await pause;
      const chosen = (await this.#selects(command)) !== command.negated;
      if (!chosen) {
        index = command.name === '{' ? command.target : index + 1;
        continue;
      }
      const next = await this.#execute(command, index);
      if (next === 'end') {
        await this.#finish();
        return undefined;
      }
      if (next === 'delete') {
        await this.#finish(false);
        return undefined;
      }
      if (next === 'restart') {
        await this.#finish(false);
        return 'restart';
      }
      if (typeof next === 'object') {
        if (next.print) await this.#finish();
        return next.exit;
      }
      index = next;
    }
    await this.#finish();
    return undefined;
  }

  async #selects(command: Command): Promise<boolean> {
    const { from, to } = command;
    if (from === undefined) return true;
    const line = this.#input.number;
    if (to === undefined) return this.#matches(from);
    if (command.active) {
      if (to.kind === 'regex') {
        if (await this.#matches(to)) command.active = false;
        return true;
      }
      if (to.kind === 'last') {
        if (await this.#input.atEnd()) command.active = false;
        return true;
      }
      if (line >= command.endLine) command.active = false;
      return line <= command.endLine;
    }
    const zero = from.kind === 'line' && from.line === 0;
    if (zero ? line !== 1 : !(await this.#matches(from))) return false;
    if (zero) {
      command.active = !(await this.#matches(to));
      return true;
    }
    command.endLine = endLine(to, line);
    command.active =
      to.kind === 'regex' || (to.kind === 'last' ? !(await this.#input.atEnd()) : command.endLine > line);
    return true;
  }

  async #matches(address: Address): Promise<boolean> {
    const line = this.#input.number;
    switch (address.kind) {
      case 'line':
        return line === address.line;
      case 'last':
        return this.#input.atEnd();
      case 'step':
        return address.step === 0
          ? line === address.first
          : line >= address.first && (line - address.first) % address.step === 0;
      case 'regex': {
        const pattern = (this.#lastRegex = address.pattern ?? this.#lastRegex);
        if (pattern === undefined) return this.#call.die('no previous regular expression');
        pattern.lastIndex = 0;
        return pattern.test(this.#pattern);
      }
      case 'offset':
      case 'multiple':
        return false;
    }
  }

  async #execute(
    command: Command,
    index: number,
  ): Promise<number | 'end' | 'delete' | 'restart' | { exit: number; print: boolean }> {
    const { name, text } = command;
    switch (name) {
      case 's':
        if (command.substitution !== undefined && (await this.#substitute(command.substitution)))
          this.#substituted = true;
        break;
      case 'y':
        this.#pattern = [...this.#pattern].map((character) => command.characters?.get(character) ?? character).join('');
        break;
      case 'p':
        this.#print(this.#pattern);
        break;
      case 'P':
        this.#printWhole(`${this.#pattern.split('\n', 1)[0] ?? ''}\n`);
        break;
      case 'd':
        return 'delete';
      case 'D': {
        const newline = this.#pattern.indexOf('\n');
        if (newline < 0) return 'delete';
        this.#pattern = this.#pattern.slice(newline + 1);
        return 'restart';
      }
      case '=':
        this.#printWhole(`${this.#input.number}\n`);
        break;
      case 'F':
        this.#printWhole(`${this.#input.path}\n`);
        break;
      case 'l':
        if (this.#call.gnu) this.#printWhole(unambiguous(this.#pattern, text === '' ? 70 : Number(text)));
        break;
      case 'a':
        this.#appended.push(async () => this.#printWhole(text));
        break;
      case 'i':
        this.#printWhole(text);
        break;
      case 'c':
        if (command.to === undefined || command.negated || !command.active) this.#printWhole(text);
        return 'delete';
      case 'r':
        this.#appended.push(() => this.#readFile(text));
        break;
      case 'w':
        await this.#write(text, `${this.#pattern}\n`);
        break;
      case 'W':
        await this.#write(text, `${this.#pattern.split('\n', 1)[0] ?? ''}\n`);
        break;
      case 'g':
        this.#pattern = this.#hold;
        break;
      case 'G':
        this.#pattern += `\n${this.#hold}`;
        break;
      case 'h':
        this.#hold = this.#pattern;
        break;
      case 'H':
        this.#hold += `\n${this.#pattern}`;
        break;
      case 'x':
        [this.#pattern, this.#hold] = [this.#hold, this.#pattern];
        break;
      case 'z':
        this.#pattern = '';
        break;
      case 'n':
        if (await this.#input.atEnd()) return this.#call.gnu ? 'end' : 'end';
        await this.#finish();
        await this.#read();
        break;
      case 'N': {
        if (await this.#input.atEnd()) return 'end';
        const queue = this.#appended;
        this.#appended = [];
        for (const append of queue) await append();
        const before = this.#pattern;
        await this.#read();
        this.#pattern = `${before}\n${this.#pattern}`;
        break;
      }
      case 'q':
        return { exit: Number(text || 0), print: true };
      case 'Q':
        return { exit: Number(text || 0), print: false };
      case 'b':
        return command.target;
      case 't':
        if (!this.#substituted) break;
        this.#substituted = false;
        return command.target;
      case 'T':
        if (!this.#substituted) return command.target;
        this.#substituted = false;
        break;
      case 'e':
      case 'R':
        await this.#call.process.err(`drydock: not simulated: sed's ${name} command\n`);
        return this.#call.process.exit(1);
      default:
        break;
    }
    return index + 1;
  }

  async #substitute(substitution: Substitution): Promise<boolean> {
    const pattern = (this.#lastRegex = substitution.pattern ?? this.#lastRegex);
    if (pattern === undefined) return this.#call.die('no previous regular expression');
    if (substitution.evaluate) {
      await this.#call.process.err(`drydock: not simulated: the e flag of sed's s command\n`);
      return this.#call.process.exit(1);
    }
    let count = 0;
    let changed = false;
    let lastEnd = -1;
    pattern.lastIndex = 0;
    const result = this.#pattern.replace(pattern, (...match: (string | number | undefined)[]) => {
      const whole = String(match[0]);
      const offset = match.find((part): part is number => typeof part === 'number') ?? 0;
      if (whole === '' && offset === lastEnd) return whole;
      lastEnd = offset + whole.length;
      count++;
      const first = substitution.number || 1;
      if (count < first || (count > first && !substitution.global)) return whole;
      changed = true;
      const groups = match.slice(
        0,
        match.findIndex((part) => typeof part === 'number'),
      ) as (string | undefined)[];
      return expandReplacement(substitution.replacement, groups, this.#call.gnu);
    });
    if (!changed) return false;
    this.#pattern = result;
    for (let times = 0; times < substitution.print; times++) this.#print(this.#pattern);
    if (substitution.file !== undefined) await this.#write(substitution.file, `${this.#pattern}\n`);
    return true;
  }

  async #readFile(path: string): Promise<void> {
    try {
      const text = path === '/dev/stdin' ? await this.#call.process.readAll() : this.#call.process.fs.readFile(path);
      if (text.length > 0) this.#printWhole(decode(text));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
    }
  }

  async #write(path: string, text: string): Promise<void> {
    if (path === '/dev/stdout') this.#printWhole(text);
    else if (path === '/dev/stderr') await this.#call.process.err(text);
    else this.#call.process.fs.appendFile(path, encode(text));
  }
}

function endLine(to: Address, line: number): number {
  if (to.kind === 'line') return to.line;
  if (to.kind === 'offset') return line + to.count;
  if (to.kind === 'multiple') return to.of === 0 ? line : Math.ceil(line / to.of) * to.of;
  return Infinity;
}

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** `l`: everything visible, folded. */
function unambiguous(text: string, width: number): string {
  let out = '';
  let column = 0;
  for (const byte of encode(text)) {
    const character = String.fromCharCode(byte);
    const shown = NAMED[character] ?? (byte >= 32 && byte < 127 ? character : `\\${byte.toString(8).padStart(3, '0')}`);
    if (width > 1 && column + shown.length > width - 1) {
      out += '\\\n';
      column = 0;
    }
    out += shown;
    column += shown.length;
  }
  return `${out}$\n`;
}
