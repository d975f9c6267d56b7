import { type Bytes, concat } from '../../kernel/bytes.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { OutputName } from './output.ts';

export interface LogEntry {
  /** ms */
  readonly time: number;
  readonly stream: OutputName;
  /** With its newline, unless the writer ended, or went on beyond 16 KiB, without one. */
  readonly line: Bytes;
}

/** A longer line is cut. @see moby daemon/logger/copier.go */
const MAX_LINE = 16_384;
/** What one log may hold, octets; the oldest lines go first, as with max-size and max-file=1. */
const CAPACITY = 8 * 2 ** 20;

/** What a container has written, line by line. */
export class LogStore {
  readonly #clock: Clock;
  readonly #capacity: number;
  #entries: LogEntry[] = [];
  #size = 0;
  readonly #unfinished: Record<OutputName, Bytes> = { stdout: new Uint8Array(), stderr: new Uint8Array() };
  readonly #listeners = new Set<(entry: LogEntry | undefined) => void>();

  constructor(clock: Clock, capacity = CAPACITY) {
    this.#clock = clock;
    this.#capacity = Math.min(capacity, CAPACITY);
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  write(stream: OutputName, bytes: Bytes): void {
    let rest = this.#unfinished[stream].length > 0 ? concat([this.#unfinished[stream], bytes]) : bytes;
    for (let end = rest.indexOf(10); end >= 0 || rest.length >= MAX_LINE; end = rest.indexOf(10)) {
      const length = end < 0 ? MAX_LINE : Math.min(end + 1, MAX_LINE);
      this.#add(stream, rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    this.#unfinished[stream] = rest.slice();
  }

  /** The writers are gone: what has no newline yet is a line; followers see the end. */
  close(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.#unfinished[stream].length > 0) this.#add(stream, this.#unfinished[stream]);
      this.#unfinished[stream] = new Uint8Array();
    }
    for (const listener of this.#listeners) listener(undefined);
  }

  /** Hears of new entries, and undefined at the end; the answer stops that. */
  follow(listener: (entry: LogEntry | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #add(stream: OutputName, line: Bytes): void {
    const entry = { time: this.#clock.now(), stream, line: line.slice() };
    this.#entries.push(entry);
    this.#size += line.length;
    while (this.#size > this.#capacity && this.#entries.length > 1)
      this.#size -= this.#entries.shift()?.line.length ?? 0;
    for (const listener of this.#listeners) listener(entry);
  }
}
