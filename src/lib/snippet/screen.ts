// eslint-disable-next-line no-control-regex -- these are terminal control sequences
const TOKEN = /\x1b\[([\d;?]*)([A-Za-z])|\x1b\][^\x07]*\x07|\x1b.|[\s\S]/g;

/**
 * What is left on a terminal after it was sent `text`: progress bars overwrite themselves, colours are dropped.
 * Knows what Docker and coreutils send: CR, BS, cursor up and down, erase line and below; ignores other sequences.
 */
export function settle(text: string): string {
  const screen = new Screen();
  for (const [token, parameter = '', final] of text.matchAll(TOKEN)) {
    if (final !== undefined) screen.control(final, parameter);
    else if (!token.startsWith('\x1b')) screen.put(token);
  }
  return screen.text();
}

class Screen {
  readonly #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  /** A control sequence `ESC [ parameter final`. */
  control(final: string, parameter: string): void {
    const count = Number(parameter) || 1;
    if (final === 'A') this.#row = Math.max(0, this.#row - count);
    else if (final === 'B') this.#row += count;
    else if (final === 'K' && parameter === '2') this.#line().length = 0;
    else if (final === 'K') this.#cut();
    else if (final === 'J') {
      this.#cut();
      this.#rows.length = this.#row + 1;
    }
  }

  put(character: string): void {
    if (character === '\r') this.#column = 0;
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (character === '\n') {
      this.#row += 1;
      this.#column = 0;
      this.#line();
    } else {
      const line = this.#line();
      while (line.length < this.#column) line.push(' ');
      line[this.#column] = character;
      this.#column += 1;
    }
  }

  text(): string {
    return Array.from(this.#rows, (line: string[] | undefined) => line?.join('') ?? '').join('\n');
  }

  #line(): string[] {
    return (this.#rows[this.#row] ??= []);
  }

  /** Erases from the cursor to the end of its line. */
  #cut(): void {
    const line = this.#line();
    line.length = Math.min(line.length, this.#column);
  }
}
