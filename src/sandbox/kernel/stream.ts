import type { Bytes } from './bytes.ts';
import { concat } from './bytes.ts';

/** Octets that may wait between a writer and a reader before the writer must pause. */
const HIGH_WATER = 65_536;

/**
 * A one-way stream of octets between two parties that are not processes: HTTP bodies, attached terminals.
 * `write` resolves when there is room; after `cancel` (the reader went away) it resolves false.
 */
export class ByteStream implements AsyncIterable<Bytes> {
  #chunks: Bytes[] = [];
  #size = 0;
  #ended = false;
  #cancelled = false;
  #wakeReader: (() => void) | undefined;
  #wakeWriters: (() => void)[] = [];
  #onCancel: (() => void)[] = [];
  #onClose: (() => void)[] = [];

  /** A finished stream that holds these octets. */
  static of(...chunks: Bytes[]): ByteStream {
    const stream = new ByteStream();
    for (const chunk of chunks) stream.push(chunk);
    stream.end();
    return stream;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** Adds octets without waiting for room. */
  push(chunk: Bytes): void {
    if (this.#ended || this.#cancelled || chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.#wakeReader?.();
  }

  /** Adds octets; resolves true when there is room again, false when nobody reads any more. */
  async write(chunk: Bytes): Promise<boolean> {
    this.push(chunk);
    while (this.#size > HIGH_WATER && !this.#cancelled) {
      await new Promise<void>((resolve) => this.#wakeWriters.push(resolve));
    }
    return !this.#cancelled;
  }

  /** The writer is done: the reader sees the end after what is queued. */
  end(): void {
    this.#ended = true;
    this.#wakeReader?.();
    for (const listener of this.#onClose.splice(0)) listener();
  }

  /** Drops what is queued; writers go on. */
  discard(): void {
    this.#chunks = [];
    this.#size = 0;
    for (const wake of this.#wakeWriters.splice(0)) wake();
  }

  /** The reader goes away: queued octets are dropped, writers are told. */
  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.discard();
    this.#wakeReader?.();
    for (const listener of this.#onCancel.splice(0)) listener();
    for (const listener of this.#onClose.splice(0)) listener();
  }

  /** Runs when the reader cancels; at once if it has. */
  onCancel(listener: () => void): void {
    if (this.#cancelled) listener();
    else this.#onCancel.push(listener);
  }

  /** Runs when nothing more can be written: it is ended or cancelled; at once if it is. */
  onClose(listener: () => void): void {
    if (this.#ended || this.#cancelled) listener();
    else this.#onClose.push(listener);
  }

  /** The next octets, or null at the end. One reader at a time. */
  async read(): Promise<Bytes | null> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        this.#size -= chunk.length;
        for (const wake of this.#wakeWriters.splice(0)) wake();
        return chunk;
      }
      if (this.#ended || this.#cancelled) return null;
      await new Promise<void>((resolve) => (this.#wakeReader = resolve));
      this.#wakeReader = undefined;
    }
  }

  async readAll(): Promise<Bytes> {
    const chunks: Bytes[] = [];
    for await (const chunk of this) chunks.push(chunk);
    return concat(chunks);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Bytes> {
    for (let chunk = await this.read(); chunk !== null; chunk = await this.read()) yield chunk;
  }
}

/** Two streams that make a connection, seen from one side: `input` is read, `output` is written. */
export interface Duplex {
  readonly input: ByteStream;
  readonly output: ByteStream;
}

/** Both ends of a connection. */
export function duplexPair(): [Duplex, Duplex] {
  const there = new ByteStream();
  const back = new ByteStream();
  return [
    { input: back, output: there },
    { input: there, output: back },
  ];
}
