import { Errno } from '../../kernel/errno.ts';
import type { Call } from '../tool/call.ts';
import { closeInput, type Line, lineBatches, openInput } from '../tool/input.ts';

/** The lines of all files as one stream, with a look ahead to know the last one. */
export class SedInput {
  readonly #call: Call;
  readonly #paths: string[];
  #batches: AsyncGenerator<Line[]> | undefined;
  #fd: number | undefined;
  #queue: Line[] = [];
  #path = '-';
  number = 0;

  constructor(call: Call, paths: readonly string[]) {
    this.#call = call;
    this.#paths = [...paths];
  }

  get path(): string {
    return this.#path;
  }

  async next(): Promise<Line | undefined> {
    await this.#fill();
    const line = this.#queue.shift();
    if (line !== undefined) this.number++;
    return line;
  }

  /** Whether no line comes after the current one; with -s in its file. */
  async atEnd(): Promise<boolean> {
    await this.#fill(this.#call.has('s'));
    return this.#queue.length === 0;
  }

  /** What is left, as text. */
  async rest(): Promise<string> {
    let out = '';
    for (let line = await this.next(); line !== undefined; line = await this.next()) {
      out += line.text + (line.ended ? '\n' : '');
    }
    return out;
  }

  async #fill(sameFile = false): Promise<void> {
    const { process } = this.#call;
    while (this.#queue.length === 0) {
      if (this.#batches === undefined) {
        if (sameFile && this.number > 0) return;
        const path = this.#paths.shift();
        if (path === undefined) return;
        try {
          this.#fd = openInput(process, path);
        } catch (error) {
          if (!(error instanceof Errno)) throw error;
          await this.#refuse(path, error);
          continue;
        }
        this.#path = path;
        if (this.#call.has('s')) this.number = 0;
        this.#batches = lineBatches(process, this.#fd, this.#call.has('z') ? 0 : 10);
      }
      await this.#call.flush();
      let batch: IteratorResult<Line[]>;
      try {
        batch = await this.#batches.next();
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await this.#refuse(this.#path, error, true);
        batch = { done: true, value: undefined };
      }
      if (batch.done === true) {
        if (this.#fd !== undefined) closeInput(process, this.#fd);
        this.#batches = undefined;
      } else this.#queue.push(...batch.value);
    }
  }

  async #refuse(path: string, { message }: Errno, reading = false): Promise<void> {
    if (!this.#call.gnu)
      return this.#call.complain(reading ? `read error on ${path}: ${message}` : `${path}: ${message}`);
    await this.#call.complain(reading ? `read error on ${path}: ${message}` : `can't read ${path}: ${message}`, 2);
  }
}
