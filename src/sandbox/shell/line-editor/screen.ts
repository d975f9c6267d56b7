import { advance, type Place, textWidth } from './layout.ts';

const START: Place = { row: 0, column: 0 };

/** Keeps what a terminal shows of a line in step with its text, and writes only what has changed. */
export class Screen {
  #columns: number;
  /** Last line of the prompt, without its escape sequences. */
  #prompt = '';
  #chars: readonly string[] = [];
  #cursor = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** What to write to begin a line. @param prompt with \x01 and \x02 around what takes no room */
  begin(prompt: string, columns: number): string {
    this.#columns = columns;
    const last = prompt.slice(prompt.lastIndexOf('\n') + 1);
    // oxlint-disable-next-line no-control-regex
    this.#prompt = last.replace(/\x01[^\x02]*\x02/g, '').replace(/\x1b\[[\d;?]*[@-~]/g, '');
    this.#chars = [];
    this.#cursor = 0;
    return prompt.replace(/[\x01\x02]/g, '');
  }

  get promptWidth(): number {
    return textWidth(this.#prompt);
  }

  #place(count: number, chars: readonly string[] = this.#chars): Place {
    const start = advance(START, this.#prompt, this.#columns);
    return advance(start, chars.slice(0, count), this.#columns);
  }

  /** What to write so that these characters stand there, with the cursor before the one at `cursor`. */
  update(chars: readonly string[], cursor: number): string {
    let same = 0;
    while (same < chars.length && same < this.#chars.length && chars[same] === this.#chars[same]) same++;
    let out = '';
    let at = this.#place(this.#cursor);
    if (same < chars.length || same < this.#chars.length) {
      const from = this.#place(same);
      out += move(at, from);
      out += chars.slice(same).join('');
      at = this.#place(chars.length, chars);
      if (at.column === 0 && chars.length > same && chars.at(-1) !== '\n') out += '\n';
      const before = this.#place(this.#chars.length);
      if (before.row > at.row || (before.row === at.row && before.column > at.column))
        out += before.row > at.row ? '\x1b[J' : '\x1b[K';
    }
    this.#chars = [...chars];
    this.#cursor = cursor;
    return out + move(at, this.#place(cursor));
  }

  /** Goes behind the last row. */
  finish(): string {
    const out = move(this.#place(this.#cursor), this.#place(this.#chars.length));
    this.#cursor = this.#chars.length;
    return out;
  }

  /** Goes to the prompt's row and clears everything from there on, for a redraw. */
  erase(): string {
    return `${move(this.#place(this.#cursor), START)}\r\x1b[J`;
  }
}

function move(from: Place, to: Place): string {
  if (from.row === to.row && from.column === to.column) return '';
  let out = '';
  if (to.row < from.row) out += `\x1b[${from.row - to.row}A`;
  if (to.row > from.row) out += `\x1b[${to.row - from.row}B`;
  if (to.column === from.column) return out;
  if (to.column === 0) return `${out}\r`;
  const distance = to.column - from.column;
  if (distance < 0) return out + (distance >= -4 ? '\b'.repeat(-distance) : `\x1b[${-distance}D`);
  return `${out}\x1b[${distance}C`;
}
