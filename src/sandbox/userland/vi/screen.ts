import { fromBinaryText } from '../../kernel/binary-text.ts';
import type { Process } from '../../kernel/process.ts';
import { COOKED, RAW } from '../../kernel/termios.ts';
import { terminalOf } from '../text/screen.ts';
import type { Editor } from './editor.ts';
import {
  columnOf,
  firstWord,
  isBlank,
  lineBefore,
  lineEnd,
  lineStart,
  nextLine,
  newlines,
  shapeOf,
  widthOf,
} from './lines.ts';

/** What the terminal shows: lines of the text, and one line below them for messages and for `:` and `/`. */
export class Screen {
  readonly #process: Process;
  /** The first line that is shown. */
  #top = 0;
  /** Columns that are scrolled away to the left. */
  #left = 0;
  #drawn: string[] = [];
  #status = '';
  #text = '\n';

  constructor(process: Process) {
    this.#process = process;
  }

  get rows(): number {
    return terminalOf(this.#process, 1)?.size.rows ?? 24;
  }

  get #columns(): number {
    return terminalOf(this.#process, 1)?.size.columns ?? 80;
  }

  /** How many lines of the text are on it. */
  get shown(): number {
    return Math.min(this.rows - 1, newlines(this.#text.slice(this.#top)));
  }

  write(text: string): Promise<void> {
    return this.#process.out(fromBinaryText(text));
  }

  async open(): Promise<void> {
    await this.write('\x1b[?1049h\x1b[H\x1b[J');
    this.forget();
  }

  async close(): Promise<void> {
    await this.write(`\x1b[${this.rows};1H\x1b[K\x1b[?1049l`);
  }

  /** A message that takes more than its line has to be answered. */
  isLong(message: string | undefined): boolean {
    return (message?.length ?? 0) > this.#columns - 1;
  }

  /** Something else writes below the text, on a terminal as the shell has it. */
  async aside(work: () => Promise<void>): Promise<void> {
    const terminal = terminalOf(this.#process, 0);
    await this.write(`\x1b[${this.rows};1H\x1b[K`);
    if (terminal !== undefined) terminal.termios = COOKED;
    try {
      await work();
    } finally {
      if (terminal !== undefined) terminal.termios = RAW;
    }
  }

  /** Everything is drawn anew next time. */
  forget(): void {
    this.#drawn = [];
    this.#status = '';
  }

  /** A place in the n-th line on it. */
  lineAt(number: number): number {
    let at = this.#top;
    for (let line = 1; line < Math.min(number, this.shown); line++) at = nextLine(this.#text, at) ?? at;
    return at;
  }

  /** The first word of the middle line; the end of the last line when there are fewer. */
  middle(): number {
    const number = Math.floor((this.rows - 1) / 2) + 1;
    const line = this.lineAt(number);
    return number > this.shown ? lineEnd(this.#text, line) : firstWord(this.#text, line);
  }

  /** Shows the cursor's line in a row (from 0). */
  showAt(editor: Editor, row: number): void {
    const { text, start } = editor.buffer;
    this.#top = start;
    for (let line = 0; line < row; line++) this.#top = lineBefore(text, this.#top) ?? this.#top;
  }

  /** Moves the text by lines; the cursor stays on the screen. Past the last line it is at the end of that. */
  scroll(editor: Editor, lines: number): void {
    const { buffer } = editor;
    this.#follow(editor);
    const step = lines > 0 ? nextLine : lineBefore;
    let past = false;
    for (let turn = 0; turn < Math.abs(lines) && !past; turn++) {
      const next = step(buffer.text, this.#top);
      past = next === undefined;
      this.#top = next ?? this.#top;
    }
    const last = this.lineAt(this.rows - 1);
    if (buffer.cursor < this.#top || (past && lines > 0)) buffer.cursor = past ? lineEnd(buffer.text, last) : this.#top;
    else if (buffer.cursor > lineEnd(buffer.text, last)) buffer.cursor = last;
    while (isBlank(buffer.text[buffer.cursor])) buffer.cursor++;
  }

  async draw(editor: Editor): Promise<void> {
    this.#follow(editor);
    const { buffer, settings } = editor;
    const columns = this.#columns;
    let output = '';
    let line: number | undefined = this.#top;
    for (let row = 0; row < this.rows - 1; row++) {
      const shown: string =
        line === undefined ? '~' : this.#show(line, settings.tabstop).slice(this.#left, this.#left + columns);
      if (this.#drawn[row] !== shown) output += `\x1b[${row + 1};1H\x1b[K${shown}`;
      this.#drawn[row] = shown;
      line = line === undefined ? undefined : nextLine(this.#text, line);
    }
    const status = editor.message ?? this.#statusOf(editor).slice(0, columns - 1);
    if (status !== this.#status) output += `\x1b[${this.rows};1H\x1b[K${status}`;
    this.#status = status;
    if (this.isLong(editor.message)) return this.write(output);
    const row = newlines(this.#text.slice(this.#top, buffer.cursor)) + 1;
    await this.write(`${output}\x1b[${row};${this.#column(editor) - this.#left + 1}H`);
  }

  /** The line below the text while something is typed there. */
  async ask(line: string): Promise<void> {
    this.#status = line;
    await this.write(`\x1b[${this.rows};1H\x1b[K${line}`);
  }

  /** The cursor stands on the last column of a tab, unless text is typed there. */
  #column({ buffer: { text, cursor }, settings, mode }: Editor): number {
    const first = columnOf(text, cursor, settings.tabstop);
    return text[cursor] === '\t' && mode === 'command' ? first + widthOf('\t', first, settings.tabstop) - 1 : first;
  }

  /** Moves what is shown so that the cursor is seen: by some lines, or so that it is in the middle. */
  #follow(editor: Editor): void {
    const { text, cursor, start } = editor.buffer;
    this.#text = text;
    const height = this.rows - 1;
    const half = Math.floor(height / 2);
    this.#top = lineStart(text, Math.min(this.#top, text.length - 1));
    if (cursor < this.#top) {
      const away = newlines(text.slice(start, this.#top));
      if (away >= half) this.showAt(editor, half);
      else this.#top = start;
    } else {
      const away = newlines(text.slice(this.#top, cursor)) - (height - 1);
      if (away >= half) this.showAt(editor, half);
      else for (let line = 0; line < away; line++) this.#top = nextLine(text, this.#top) ?? this.#top;
    }
    const column = this.#column(editor);
    const columns = this.#columns;
    if (column < this.#left) this.#left = column;
    else if (column >= this.#left + columns) this.#left = column - columns + 1;
  }

  #show(line: number, tab: number): string {
    let shown = '';
    for (const character of this.#text.slice(line, lineEnd(this.#text, line))) {
      if (character === '\t') shown += ' '.repeat(widthOf('\t', shown.length, tab));
      else shown += shapeOf(character);
    }
    return shown;
  }

  #statusOf({ buffer, mode, path, readOnly }: Editor): string {
    const lines = newlines(buffer.text);
    const line = newlines(buffer.text.slice(0, buffer.cursor)) + 1;
    const sign = { command: '-', insert: 'I', replace: 'R' }[mode];
    const state = `${readOnly ? ' [Readonly]' : ''}${buffer.unsaved === 0 ? '' : ' [Modified]'}`;
    return `${sign} ${path ?? 'No file'}${state} ${line}/${lines} ${Math.floor((100 * line) / lines)}%`;
  }
}
