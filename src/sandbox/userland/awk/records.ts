import { decode } from '../../kernel/bytes.ts';
import type { Process } from '../../kernel/process.ts';
import { posixRegex } from '../text/posix-regex.ts';

/** Cuts what comes from a descriptor into records. */
export class Records {
  readonly #process: Process;
  readonly #fd: number;
  #buffer = '';
  #ended = false;

  constructor(process: Process, fd: number) {
    this.#process = process;
    this.#fd = fd;
  }

  /** @param separator RS: one character, '' for paragraphs, else a regular expression */
  async next(separator: string): Promise<string | undefined> {
    for (;;) {
      const found = this.#cut(separator);
      if (found !== undefined) return found;
      if (this.#ended) {
        const rest = separator === '' ? this.#buffer.replace(/\n+$/, '') : this.#buffer;
        this.#buffer = '';
        return rest === '' ? undefined : rest;
      }
      const chunk = await this.#process.read(this.#fd);
      if (chunk === null) this.#ended = true;
      else this.#buffer += decode(chunk);
    }
  }

  #cut(separator: string): string | undefined {
    if (separator === '') this.#buffer = this.#buffer.replace(/^\n+/, '');
    const pattern =
      separator === '' ? /\n\n+/ : separator.length === 1 ? undefined : posixRegex(separator, { extended: true });
    if (pattern === undefined) {
      const at = this.#buffer.indexOf(separator);
      return at < 0 ? undefined : this.#take(at, separator.length);
    }
    const match = pattern.exec(this.#buffer);
    if (match === null || (match.index + match[0].length === this.#buffer.length && !this.#ended)) return undefined;
    return this.#take(match.index, match[0].length);
  }

  #take(length: number, separator: number): string {
    const record = this.#buffer.slice(0, length);
    this.#buffer = this.#buffer.slice(length + separator);
    return record;
  }
}
