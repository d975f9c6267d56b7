import type { Bytes } from '../kernel/bytes.ts';
import { OpenFile } from '../kernel/open-file.ts';
import type { Process } from '../kernel/process.ts';

/** A here-document: bash gives a small one as a pipe that is full already. */
export class TextFile extends OpenFile {
  readonly kind = 'pipe';
  readonly name: string;
  readonly #bytes: Bytes;
  #offset = 0;

  constructor(bytes: Bytes, inode: number) {
    super();
    this.#bytes = bytes;
    this.name = `pipe:[${inode}]`;
  }

  override async read(_process: Process, max: number): Promise<Bytes | null> {
    if (this.#offset >= this.#bytes.length) return null;
    const chunk = this.#bytes.subarray(this.#offset, this.#offset + max);
    this.#offset += chunk.length;
    return chunk;
  }

  override unread(bytes: Bytes): void {
    this.#offset -= bytes.length;
  }
}
