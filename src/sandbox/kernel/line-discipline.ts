import type { Bytes } from './bytes.ts';

/** Longest line that can be typed (N_TTY_BUF_SIZE). */
const MAX_LINE = 4_096;
const BACKSPACE = 8;
const DELETE = 127;
const END_OF_FILE = 4;
const KILL = 21;
const ERASE_WORD = 23;

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
const isControl = (byte: number): boolean => (byte < 32 && byte !== 9) || byte === DELETE;

/** The line that is being typed in canonical mode. */
export class LineEditor {
  readonly #echo: (shown: string | readonly number[]) => void;
  #line: number[] = [];

  constructor(echo: (shown: string | readonly number[]) => void) {
    this.#echo = echo;
  }

  /** What was typed of an unfinished line; it is empty then. */
  take(): Bytes {
    return Uint8Array.from(this.#line.splice(0));
  }

  /** @returns the line when it is complete; an empty one is the end of the file */
  type(byte: number, echo: boolean): Bytes | undefined {
    switch (byte) {
      case BACKSPACE:
      case DELETE:
        this.#erase(echo);
        return undefined;
      case KILL:
        while (this.#line.length > 0) this.#erase(echo);
        return undefined;
      case ERASE_WORD:
        while (this.#line.at(-1) === 32) this.#erase(echo);
        while (this.#line.length > 0 && this.#line.at(-1) !== 32) this.#erase(echo);
        return undefined;
      case END_OF_FILE:
        return this.take();
      case 10:
        if (echo) this.#echo('\n');
        this.#line.push(10);
        return this.take();
      default:
        if (this.#line.length >= MAX_LINE - 1) return undefined;
        this.#line.push(byte);
        if (echo) this.#echo(isControl(byte) ? `^${String.fromCharCode(byte ^ 64)}` : [byte]);
        return undefined;
    }
  }

  /** Takes the last character back, all octets of it. */
  #erase(echo: boolean): void {
    if (this.#line.length === 0) return;
    while (isContinuation(this.#line.at(-1))) this.#line.pop();
    const byte = this.#line.pop() ?? 0;
    if (echo) this.#echo('\b \b'.repeat(isControl(byte) ? 2 : 1));
  }
}
