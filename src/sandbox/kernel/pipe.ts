import type { Bytes } from './bytes.ts';
import { Errno } from './errno.ts';
import { OpenFile } from './open-file.ts';
import type { Process } from './process.ts';
import { WaitQueue } from './wait-queue.ts';

/** Octets a pipe holds before its writer must wait (Linux: 64 KiB). */
const CAPACITY = 65_536;

/** Those who have one side of a pipe open. */
interface Side {
  open: number;
  /** How often it was opened so far. */
  opened: number;
}

class Pipe {
  readonly chunks: Bytes[] = [];
  readonly name: string;
  size = 0;
  readonly readers: Side = { open: 0, opened: 0 };
  readonly writers: Side = { open: 0, opened: 0 };
  readonly changed = new WaitQueue();
  /** Called when nobody has it open any more. */
  readonly unused: () => void;

  constructor(name: string, unused = () => {}) {
    this.name = name;
    this.unused = unused;
  }
}

/** One side. It waits for the first who opens the other side; when that has closed again, it is over. */
class PipeEnd extends OpenFile {
  readonly kind = 'pipe';
  protected readonly pipe: Pipe;
  readonly #own: Side;
  readonly #other: Side;
  /** The other side's count when nobody has been there yet, as far as this end is concerned. */
  readonly #before: number;

  constructor(pipe: Pipe, own: Side, other: Side) {
    super();
    this.pipe = pipe;
    this.#own = own;
    this.#other = other;
    this.#before = other.opened - (other.open > 0 ? 1 : 0);
    own.open++;
    own.opened++;
    pipe.changed.wakeAll();
  }

  get name(): string {
    return this.pipe.name;
  }

  /** The other side has closed. */
  protected get over(): boolean {
    return this.#other.open === 0 && this.#other.opened > this.#before;
  }

  protected get alone(): boolean {
    return this.#other.open === 0;
  }

  protected override close(): void {
    this.#own.open--;
    this.pipe.changed.wakeAll();
    if (this.#own.open === 0 && this.#other.open === 0) this.pipe.unused();
  }
}

class PipeReader extends PipeEnd {
  override readonly flags = 0;
  constructor(pipe: Pipe) {
    super(pipe, pipe.readers, pipe.writers);
  }

  override async read(process: Process, max: number): Promise<Bytes | null> {
    const { pipe } = this;
    while (pipe.chunks.length === 0) {
      if (this.over) return null;
      await process.waitOn(pipe.changed);
    }
    const chunk = pipe.chunks[0] as Bytes;
    const part = chunk.subarray(0, max);
    if (part.length < chunk.length) pipe.chunks[0] = chunk.subarray(max);
    else pipe.chunks.shift();
    pipe.size -= part.length;
    pipe.changed.wakeAll();
    return part;
  }

  override unread(bytes: Bytes): void {
    if (bytes.length === 0) return;
    this.pipe.chunks.unshift(bytes);
    this.pipe.size += bytes.length;
  }
}

class PipeWriter extends PipeEnd {
  override readonly flags = 0o1;
  constructor(pipe: Pipe) {
    super(pipe, pipe.writers, pipe.readers);
  }

  /** @throws {Errno} EPIPE, after SIGPIPE, when nobody can read any more. */
  override async write(process: Process, bytes: Bytes): Promise<void> {
    const { pipe } = this;
    while (!this.over && (this.alone || pipe.size >= CAPACITY)) await process.waitOn(pipe.changed);
    if (this.over) {
      process.deliver('PIPE', process);
      process.checkSignals();
      throw new Errno('EPIPE');
    }
    pipe.chunks.push(bytes);
    pipe.size += bytes.length;
    pipe.changed.wakeAll();
  }
}

/** Both ends of a new pipe: [to read, to write]. */
export function createPipe(inode: number): [OpenFile, OpenFile] {
  const pipe = new Pipe(`pipe:[${inode}]`);
  return [new PipeReader(pipe), new PipeWriter(pipe)];
}

/** Pipes with a name in a file system (mkfifo), while somebody has them open. */
export class FifoTable {
  /** By `dev:ino`. */
  readonly #pipes = new Map<string, Pipe>();

  /** Opens one side. It is there at once; reading or writing waits for the other side. */
  open({ dev, ino }: { dev: number; ino: number }, path: string, side: 'read' | 'write'): OpenFile {
    const key = `${dev}:${ino}`;
    const pipe = this.#pipes.get(key) ?? new Pipe(path, () => void this.#pipes.delete(key));
    this.#pipes.set(key, pipe);
    return side === 'read' ? new PipeReader(pipe) : new PipeWriter(pipe);
  }
}
