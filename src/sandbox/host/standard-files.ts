import { type Bytes, concat } from '../kernel/bytes.ts';
import { OpenFile } from '../kernel/open-file.ts';

/** Keeps all that is written to it. */
export class CaptureFile extends OpenFile {
  readonly kind = 'pipe';
  readonly name: string;
  readonly #chunks: Bytes[] = [];
  /** Resolves when nobody can write to it any more. */
  readonly closed: Promise<void>;
  #close: () => void = () => {};

  constructor(name: string) {
    super();
    this.name = name;
    this.closed = new Promise((resolve) => (this.#close = resolve));
  }

  get bytes(): Bytes {
    return concat(this.#chunks);
  }

  override async write(_process: unknown, bytes: Bytes): Promise<void> {
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
