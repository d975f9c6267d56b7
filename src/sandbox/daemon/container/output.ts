import { type Bytes, concat } from '../../kernel/bytes.ts';
import { OpenFile } from '../../kernel/open-file.ts';
import type { Process } from '../../kernel/process.ts';
import type { ByteStream } from '../../kernel/stream.ts';
import { SparseSet } from '../../kernel/sparse.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';

export type OutputName = 'stdout' | 'stderr';

/** A client that reads what a container, or an exec, writes. */
export interface Reader {
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly stream: ByteStream;
  /** With headers of 8 octets, as without a terminal. */
  readonly framed: boolean;
}

const NUMBER = { stdout: 1, stderr: 2 } as const;

/** A chunk as the API sends it without a terminal. @see moby pkg/stdcopy */
export function frame(name: OutputName, bytes: Bytes): Bytes {
  const header = new Uint8Array(8);
  header[0] = NUMBER[name];
  new DataView(header.buffer).setUint32(4, bytes.length);
  return concat([header, bytes]);
}

/** Where the output of a container, or of an exec, goes: to its log and to everyone who is attached. */
export class Output {
  readonly readers: Set<Reader> = new SparseSet();
  readonly #log: ((name: OutputName, bytes: Bytes) => void) | undefined;

  constructor(log?: (name: OutputName, bytes: Bytes) => void) {
    this.#log = log;
  }

  attach(reader: Reader): void {
    this.readers.add(reader);
    reader.stream.onCancel(() => this.readers.delete(reader));
  }

  detach(stream: ByteStream): void {
    for (const reader of this.readers) if (reader.stream === stream) this.readers.delete(reader);
  }

  /** Undefined when there is nothing to wait for. */
  write(name: OutputName, bytes: Bytes): Promise<unknown> | undefined {
    this.#log?.(name, bytes);
    const writes: Promise<boolean>[] = [];
    for (const reader of this.readers) {
      if (reader[name]) writes.push(reader.stream.write(reader.framed ? frame(name, bytes) : bytes));
    }
    return writes.length > 0 ? Promise.all(writes) : undefined;
  }

  end(): void {
    for (const reader of this.readers) reader.stream.end();
    this.readers.clear();
  }
}

/** What it costs to carry a line to the log: 2 µs. It holds back who floods it. */
const STEPS_PER_LINE = 8;

function linesIn(bytes: Bytes): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}

/** Standard output or error of a process in a container. */
export class OutputFile extends OpenFile {
  readonly kind = 'pipe';
  override readonly flags = 0o1;
  readonly name: string;
  readonly #output: Output;
  readonly #which: OutputName;

  constructor(inode: number, output: Output, which: OutputName) {
    super();
    this.name = `pipe:[${inode}]`;
    this.#output = output;
    this.#which = which;
  }

  override async write(process: Process, bytes: Bytes): Promise<void> {
    process.spend(linesIn(bytes) * STEPS_PER_LINE);
    const room = this.#output.write(this.#which, bytes.slice());
    if (room !== undefined) await process.waitFor(room);
  }
}

/** Standard input of a process in a container: what attached clients send. */
export class InputFile extends OpenFile {
  readonly kind = 'pipe';
  override readonly flags = 0;
  readonly name: string;
  readonly #readable = new WaitQueue();
  #chunks: Bytes[] = [];
  #ended = false;

  constructor(inode: number) {
    super();
    this.name = `pipe:[${inode}]`;
  }

  push(bytes: Bytes): void {
    if (this.#ended || bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#readable.wakeAll();
  }

  end(): void {
    this.#ended = true;
    this.#readable.wakeAll();
  }

  override async read(process: Process, max: number): Promise<Bytes | null> {
    for (;;) {
      const [chunk] = this.#chunks;
      if (chunk !== undefined) {
        if (chunk.length > max) this.#chunks[0] = chunk.subarray(max);
        else this.#chunks.shift();
        return chunk.subarray(0, max);
      }
      if (this.#ended) return null;
      await process.waitOn(this.#readable, { interruptible: true });
    }
  }

  override unread(bytes: Bytes): void {
    if (bytes.length > 0) this.#chunks.unshift(bytes);
  }
}

/** Standard input of a container without `-i`: nothing. */
export class NullInput extends OpenFile {
  readonly kind = 'device';
  readonly name = '/dev/null';

  override async read(): Promise<null> {
    return null;
  }

  override async write(): Promise<void> {}
}
