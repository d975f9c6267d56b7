import { decode, encode } from '../../kernel/bytes.ts';
import type { Duplex } from '../../kernel/stream.ts';

/** What one message may have, octets. */
const LONGEST = 16 * 2 ** 20;

/**
 * Messages between our servers and our clients: a line of JSON each. The real protocols are not simulated, so nobody
 * else is understood.
 */
export class Wire {
  readonly #connection: Duplex;
  #rest = '';

  constructor(connection: Duplex) {
    this.#connection = connection;
  }

  send(message: unknown): void {
    this.#connection.output.push(encode(`${JSON.stringify(message)}\n`));
  }

  /** The next message; undefined at the end, and where it is none of ours. */
  async receive(): Promise<Readonly<Record<string, unknown>> | undefined> {
    let end = this.#rest.indexOf('\n');
    while (end < 0) {
      const chunk = await this.#connection.input.read();
      if (chunk === null || this.#rest.length + chunk.length > LONGEST) return undefined;
      this.#rest += decode(chunk);
      end = this.#rest.indexOf('\n');
    }
    const line = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + 1);
    if (!line.startsWith('{"')) return undefined;
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  }

  close(): void {
    this.#connection.output.end();
    if (!this.#connection.input.ended) this.#connection.input.cancel();
  }
}
