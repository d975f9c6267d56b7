import type { Process } from '../../kernel/process.ts';
import { Buffer } from './buffer.ts';
import { COMMANDS } from './commands.ts';
import type { Pattern, Sought } from './find.ts';
import { ESCAPE, INTERRUPT, isBackspace, Keyboard, RETURN, SUSPEND } from './keyboard.ts';
import { columnOf, lineEnd, lineStart, shapeOf } from './lines.ts';
import { Marks } from './marks.ts';
import { MOTIONS } from './motions.ts';
import { operate, OPERATORS } from './operators.ts';
import { LINE, Registers } from './registers.ts';
import { Screen } from './screen.ts';
import { defaultSettings } from './settings.ts';
import { type } from './typing.ts';

export type Mode = 'command' | 'insert' | 'replace';

/** Commands that `.` does once more. */
const CHANGES = 'aAcCdDiIJoOpPrRsxX<>~';
/** Motions after which '' leads back. */
const JUMPS = new Set("G/?nN%'");
/** A greater count is taken for this one: no text of the sandbox has so many lines to do something to. */
const MOST_COUNT = 9999;

/** vi as BusyBox has it: one file on the screen, and what the keys do to it. */
export class Editor {
  readonly process: Process;
  readonly buffer: Buffer;
  readonly keyboard: Keyboard;
  readonly screen: Screen;
  readonly marks = new Marks();
  readonly registers = new Registers();
  readonly settings = defaultSettings();
  /** The file's name, once there is one. */
  path: string | undefined;
  readOnly = false;
  mode: Mode = 'command';
  /** Said below the text until the next key. */
  message: string | undefined;
  /** Typed before a command; 0 when there is none. */
  count = 0;
  /** The column that j and k keep to. */
  column = 0;
  sought: Sought | undefined;
  pattern: Pattern | undefined;
  /** Where replace mode began. */
  replacedFrom = 0;
  /** The line that was indented by itself. */
  indented: number | undefined;
  /** Set by a command that ends it. */
  ended = false;
  readonly #runColon: (editor: Editor, line: string) => Promise<void>;
  /** What `.` does, and the count it was given. */
  #last: { readonly keys: readonly string[]; readonly count: number } | undefined;
  #lastCount = 0;

  /** @param colon does what was typed after a colon */
  constructor(process: Process, colon: (editor: Editor, line: string) => Promise<void>) {
    this.process = process;
    this.buffer = new Buffer((octets) => process.allocate(octets));
    this.keyboard = new Keyboard(process);
    this.screen = new Screen(process);
    this.#runColon = colon;
  }

  /** @throws NoKeyboard where the keys end before it does */
  async run(): Promise<void> {
    while (!this.ended) {
      const long = this.screen.isLong(this.message);
      if (!this.keyboard.waiting || long) await this.screen.draw(this);
      if (long) await this.hitReturn();
      const key = await this.keyboard.key();
      this.message = undefined;
      if (key === SUSPEND) await this.#suspend();
      else await this.press(key);
      await this.process.step();
    }
  }

  async press(key: string): Promise<void> {
    const { buffer } = this;
    const line = { at: buffer.start, text: buffer.text };
    const typed = this.mode !== 'command' && (await type(this, key));
    const keepsColumn = !typed && (await this.#command(key));
    this.#settle(key, keepsColumn);
    if (lineStart(buffer.text, buffer.cursor) !== line.at) this.#enterLine();
  }

  /** Nothing was done, for a reason or without a word. */
  refuse(message?: string): undefined {
    if (message === undefined) void this.screen.write('\x07');
    else this.message = message;
    return undefined;
  }

  /** Waits until it was read what stands in the way of the text. */
  async hitReturn(): Promise<void> {
    await this.screen.write('\x1b[7m[Hit return to continue]\x1b[m');
    let key = '';
    while (key !== RETURN && key !== '\n') key = await this.keyboard.key();
    this.message = undefined;
    this.screen.forget();
    await this.screen.draw(this);
  }

  colon(line: string): Promise<void> {
    return this.#runColon(this, line);
  }

  /** What is typed below the text after a sign; undefined when it was given up. */
  async readLine(sign: string): Promise<string | undefined> {
    let line = '';
    for (;;) {
      await this.screen.ask(sign + line);
      const key = await this.keyboard.key();
      if (key === RETURN || key === '\n') return line;
      if (key === ESCAPE || key === INTERRUPT) return undefined;
      if (isBackspace(key)) {
        if (line === '') return undefined;
        line = line.slice(0, -1);
      } else if (key.length === 1) line += key;
    }
  }

  /** Stopped by ^Z until the shell's fg. */
  async #suspend(): Promise<void> {
    await this.screen.aside(async () => {
      this.process.deliver('TSTP');
      await this.process.step();
    });
    this.screen.forget();
  }

  /** A file was read: its first line is what U brings back. */
  begin(): void {
    this.marks.clear();
    this.column = 0;
    this.#enterLine();
  }

  /** @returns whether j and k keep to the column that they kept to */
  async #command(key: string): Promise<boolean> {
    if (/^[1-9]$/.test(key) || (key === '0' && this.count > 0)) {
      this.count = Math.min(MOST_COUNT, this.count * 10 + Number(key));
      return true;
    }
    if (key === '"') return this.#chooseRegister();
    if (key === '.') return this.#repeat();
    const motion = MOTIONS.get(key);
    if (motion !== undefined) {
      const from = this.buffer.cursor;
      const to = await motion.go(this, this.count);
      if (to === undefined) this.refuse(this.message);
      else this.buffer.cursor = to;
      if (JUMPS.has(key) && to !== undefined) this.marks.leave(from);
      return motion.keepsColumn === true;
    }
    await this.#change(key);
    return false;
  }

  async #change(key: string): Promise<void> {
    const command = COMMANDS.get(key);
    const changes = CHANGES.includes(key);
    const { count } = this;
    if (changes && this.mode === 'command') this.keyboard.record(key);
    if (OPERATORS.includes(key)) await operate(this, key);
    else if (command !== undefined) await command(this, count);
    else this.refuse(`'${key.length === 1 ? shapeOf(key) : key}' is not implemented`);
    if (changes) this.#lastCount = count;
  }

  async #chooseRegister(): Promise<boolean> {
    const name = (await this.keyboard.key()).toLowerCase();
    if (/^[a-z]$/.test(name)) this.registers.chosen = name;
    else this.refuse();
    return true;
  }

  #repeat(): boolean {
    this.count = this.#last === undefined ? 0 : this.count || this.#last.count;
    this.keyboard.repeat(this.#last?.keys ?? []);
    return true;
  }

  /** After each key: the text has a line, and the cursor stands on a character. */
  #settle(key: string, keepsColumn: boolean): void {
    const { buffer } = this;
    buffer.fill();
    buffer.cursor = Math.max(0, Math.min(buffer.cursor, buffer.text.length - 1));
    if (this.mode === 'command') {
      const recorded = this.keyboard.recorded();
      if (recorded !== undefined) this.#last = { keys: recorded, count: this.#lastCount };
      if (buffer.text[buffer.cursor] === '\n' && buffer.cursor > buffer.start) buffer.cursor--;
    }
    if (!keepsColumn) this.column = columnOf(buffer.text, buffer.cursor, this.settings.tabstop);
    if (!/^[0-9".]$/.test(key)) this.count = 0;
  }

  /** What U brings back is the line as it was when the cursor came to it. */
  #enterLine(): void {
    const { text, start } = this.buffer;
    this.registers.keep({ text: text.slice(start, lineEnd(text, start) + 1), lines: true }, LINE);
  }
}
