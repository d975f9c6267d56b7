import type { Bytes } from './bytes.ts';
import { Errno } from './errno.ts';
import { OpenFile } from './open-file.ts';
import type { Process } from './process.ts';
import { WaitQueue } from './wait-queue.ts';

/** Octets a pipe holds before its writer must wait (Linux: 64 KiB). */
const CAPACITY = 65_536;

class Pipe {
  readonly chunks: Bytes[] = [];
  readonly name: string;
  size = 0;
  readers = 1;
  writers = 1;
  readonly readable = new WaitQueue();
  readonly writable = new WaitQueue();

  constructor(inode: number) {
    this.name = `pipe:[${inode}]`;
  }
}

class PipeReader extends OpenFile {
  readonly kind = 'pipe';
  readonly #pipe: Pipe;

  constructor(pipe: Pipe) {
    super();
    this.#pipe = pipe;
  }

  get name(): string {
    return this.#pipe.name;
  }

  override async read(process: Process, max: number): Promise<Bytes | null> {
    const pipe = this.#pipe;
    while (pipe.chunks.length === 0) {
      if (pipe.writers === 0) return null;
      await process.waitOn(pipe.readable);
    }
    const chunk = pipe.chunks[0] as Bytes;
    if (chunk.length > max) {
      pipe.chunks[0] = chunk.subarray(max);
      pipe.size -= max;
      pipe.writable.wakeAll();
      return chunk.subarray(0, max);
    }
    pipe.chunks.shift();
    pipe.size -= chunk.length;
    pipe.writable.wakeAll();
    return chunk;
  }

  override unread(bytes: Bytes): void {
    if (bytes.length === 0) return;
    this.#pipe.chunks.unshift(bytes);
    this.#pipe.size += bytes.length;
  }

  protected override close(): void {
    this.#pipe.readers = 0;
    this.#pipe.writable.wakeAll();
  }
}

class PipeWriter extends OpenFile {
  readonly kind = 'pipe';
  readonly #pipe: Pipe;

  constructor(pipe: Pipe) {
    super();
    this.#pipe = pipe;
  }

  get name(): string {
    return this.#pipe.name;
  }

  /** @throws {Errno} EPIPE, after SIGPIPE, when nobody can read any more. */
  override async write(process: Process, bytes: Bytes): Promise<void> {
    const pipe = this.#pipe;
    while (pipe.size >= CAPACITY && pipe.readers > 0) await process.waitOn(pipe.writable);
    if (pipe.readers === 0) {
      process.deliver('PIPE', process);
      process.checkSignals();
      throw new Errno('EPIPE');
    }
    pipe.chunks.push(bytes);
    pipe.size += bytes.length;
    pipe.readable.wakeAll();
  }

  protected override close(): void {
    this.#pipe.writers = 0;
    this.#pipe.readable.wakeAll();
  }
}

/** Both ends of a new pipe: [to read, to write]. */
export function createPipe(inode: number): [OpenFile, OpenFile] {
  const pipe = new Pipe(inode);
  return [new PipeReader(pipe), new PipeWriter(pipe)];
}
