import { HclError } from './error.ts';
import type { Place } from './syntax.ts';

/** Reads a text from left to right, and knows where it is. */
export class Scanner {
  readonly text: string;
  readonly file: string;
  /** Lines before the text, of a part of a bigger one. */
  readonly #lines: number;
  at = 0;

  constructor(text: string, file: string, lines = 0) {
    this.text = text;
    this.file = file;
    this.#lines = lines;
  }

  /** Blanks and comments; line ends too where they mean nothing. */
  skip(lines: boolean): void {
    const gap = lines ? /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y : /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
    this.match(gap);
  }

  /** @param pattern sticky */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }

  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  peek(length = 1): string {
    return this.text.slice(this.at, this.at + length);
  }

  get line(): number {
    return this.#lines + this.text.slice(0, this.at).split('\n').length;
  }

  placeFrom(start: number): Place {
    const begin = this.text.lastIndexOf('\n', start - 1) + 1;
    const line = this.#lines + this.text.slice(0, start).split('\n').length;
    return { line, from: start - begin + 1, to: this.at - begin + 1 };
  }

  fail(message: string): never {
    const start = this.at;
    this.at = Math.min(this.text.length, this.at + 1);
    const { line, from, to } = this.placeFrom(start);
    throw new HclError(this.file, line, `${from}-${to}`, message);
  }
}
