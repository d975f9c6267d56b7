import { type Bytes, concat } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { OpenFile } from '../kernel/open-file.ts';

/** Most that a command may print before its writes fail, octets. */
const CAPACITY = 32 * 2 ** 20;

/** Keeps all that is written to it, or hands it on as it comes. */
export class CaptureFile extends OpenFile {
  readonly kind = 'pipe';
  readonly name: string;
  readonly #chunks: Bytes[] = [];
  readonly #listener: ((bytes: Bytes) => void) | undefined;
  #size = 0;
  /** Resolves when nobody can write to it any more. */
  readonly closed: Promise<void>;
  #close: () => void = () => {};

  /** @param listener gets what is written; nothing is kept then */
  constructor(name: string, listener?: (bytes: Bytes) => void) {
    super();
    this.name = name;
    this.#listener = listener;
    this.closed = new Promise((resolve) => (this.#close = resolve));
  }

  get bytes(): Bytes {
    return concat(this.#chunks);
  }

  override async write(_process: unknown, bytes: Bytes): Promise<void> {
    if (this.#listener !== undefined) return this.#listener(bytes);
    this.#size += bytes.length;
    if (this.#size > CAPACITY) throw new Errno('EFBIG');
    this.#chunks.push(bytes);
  }

  protected override close(): void {
    this.#close();
  }
}

/** Standard input that holds a text. */
export class TextFile extends OpenFile {
  readonly kind = 'pipe';
  readonly name = 'pipe:[0]';
  #rest: Bytes;

  constructor(text: Bytes) {
    super();
    this.#rest = text;
  }

  override async read(_process: unknown, max: number): Promise<Bytes | null> {
    if (this.#rest.length === 0) return null;
    const chunk = this.#rest.subarray(0, max);
    this.#rest = this.#rest.subarray(max);
    return chunk;
  }

  override unread(bytes: Bytes): void {
    this.#rest = concat([bytes, this.#rest]);
  }
}
