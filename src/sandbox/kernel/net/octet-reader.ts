import { type Bytes, concat, decode, EMPTY } from '../bytes.ts';
import type { ByteStream } from '../stream.ts';

/** Octets of a connection, read by lines and by counts. */
export class OctetReader {
  readonly #input: ByteStream;
  #rest: Bytes = EMPTY;

  constructor(input: ByteStream) {
    this.#input = input;
  }

  async #more(): Promise<boolean> {
    const chunk = await this.#input.read();
    if (chunk === null) return false;
    this.#rest = concat([this.#rest, chunk]);
    return true;
  }

  #take(count: number): Bytes {
    const part = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  /** Without its line end; undefined at the end. */
  async line(): Promise<string | undefined> {
    let end = this.#rest.indexOf(10);
    while (end < 0) {
      if (!(await this.#more())) return undefined;
      end = this.#rest.indexOf(10);
    }
    return decode(this.#take(end + 1)).replace(/\r?\n$/, '');
  }

  /** Up to `most` octets; undefined at the end. */
  async some(most: number): Promise<Bytes | undefined> {
    if (this.#rest.length === 0 && !(await this.#more())) return undefined;
    return this.#take(most);
  }

  /** So many octets; undefined where there are fewer. */
  async exactly(count: number): Promise<Bytes | undefined> {
    while (this.#rest.length < count) if (!(await this.#more())) return undefined;
    return this.#take(count);
  }
}
