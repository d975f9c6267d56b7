import { type Bytes, concat, decode, EMPTY, encode } from '../../kernel/bytes.ts';
import type { Clock } from '../../kernel/clock.ts';
import { SparseSet } from '../../kernel/sparse.ts';
import type { Rotation } from './log-options.ts';
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
/** `{"log":"…\n","stream":"stdout","time":"…"}` around a line. */
const ENVELOPE = 72;
/** What one log may hold, octets; the oldest lines go first, as with max-size and max-file=1. */
const CAPACITY = 8 * 2 ** 20;

/** What a container has written, line by line. */
export class LogStore {
  readonly #clock: Clock;
  #rotation: Rotation | undefined;
  /** Octets of the files that the driver would have written: the newest last. */
  #files: { size: number; entries: number }[] = [{ size: 0, entries: 0 }];
  #entries: LogEntry[] = [];
  #size = 0;
  readonly #unfinished: Record<OutputName, Bytes> = { stdout: EMPTY, stderr: EMPTY };
  readonly #listeners: Set<(entry: LogEntry | undefined) => void> = new SparseSet();

  /** Whether lines are kept as JSON, in which what is no UTF-8 becomes U+FFFD. */
  readonly #json: boolean;

  constructor(clock: Clock, { json }: { readonly json: boolean }) {
    this.#clock = clock;
    this.#json = json;
  }

  /** From here on, files of this size are begun anew, and the oldest go. */
  rotate(rotation: Rotation): void {
    this.#rotation = rotation;
  }

  clear(): void {
    this.#entries = [];
    this.#size = 0;
    this.#files = [{ size: 0, entries: 0 }];
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** How many entries each file of the driver would hold, the oldest first. */
  get fileLengths(): readonly number[] {
    const counted = this.#files.reduce((sum, { entries }) => sum + entries, 0);
    const [first = 0, ...rest] = this.#files.map(({ entries }) => entries);
    return [first + this.#entries.length - counted, ...rest];
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
      this.#unfinished[stream] = EMPTY;
    }
    for (const listener of this.#listeners) listener(undefined);
  }

  /** Hears of new entries, and undefined at the end; the answer stops that. */
  follow(listener: (entry: LogEntry | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** With max-size and max-file the oldest file goes when there are too many. */
  #count(octets: number): void {
    if (this.#rotation?.maxSize === undefined) return;
    let file = this.#files.at(-1);
    if (file === undefined || file.size >= this.#rotation.maxSize) this.#files.push((file = { size: 0, entries: 0 }));
    file.size += octets;
    file.entries++;
    if (this.#files.length > this.#rotation.maxFile) this.#drop(this.#files.shift()?.entries ?? 0);
  }

  #drop(entries: number): void {
    for (const { line } of this.#entries.splice(0, entries)) this.#size -= line.length;
  }

  #add(stream: OutputName, line: Bytes): void {
    const isText = line.every((byte) => byte < 0x80);
    const kept = this.#json && !isText ? encode(decode(line)) : line.slice();
    const entry = { time: this.#clock.now(), stream, line: kept };
    this.#entries.push(entry);
    this.#size += line.length;
    while (this.#size > CAPACITY && this.#entries.length > 1) this.#drop(1);
    this.#count(line.length + ENVELOPE);
    for (const listener of this.#listeners) listener(entry);
  }
}
