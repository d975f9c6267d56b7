import { Errno } from '../../kernel/errno.ts';
import type { Call } from '../tool/call.ts';
import { closeInput, openInput } from '../tool/input.ts';
import { Records } from './records.ts';
import type { State } from './state.ts';
import { unescapeString } from './tokenize.ts';
import { fromInput } from './value.ts';

/** The records of all files of ARGV; `NAME=VALUE` among them assigns. */
export class AwkInput {
  readonly #call: Call;
  #index = 1;
  #any = false;
  #records: Records | undefined;
  #fd: number | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  async next(state: State): Promise<string | undefined> {
    for (;;) {
      if (this.#records === undefined && !(await this.#open(state))) return undefined;
      await this.#call.flush();
      const record = await this.#records?.next(state.text('RS'));
      if (record !== undefined) return record;
      this.skipFile();
    }
  }

  /** Goes on with the next file. */
  skipFile(): void {
    if (this.#fd !== undefined) closeInput(this.#call.process, this.#fd);
    this.#records = undefined;
    this.#fd = undefined;
  }

  async #open(state: State): Promise<boolean> {
    for (;;) {
      let path: string | undefined;
      if (this.#index < state.argumentCount) path = state.argument(this.#index++) ?? '';
      else if (!this.#any) path = '-';
      if (path === undefined) return false;
      const assignment = /^([a-zA-Z_]\w*)=([^]*)$/.exec(path);
      if (assignment !== null) {
        state.set(assignment[1] ?? '', fromInput(unescapeString(assignment[2] ?? '')));
        continue;
      }
      if (path === '') continue;
      this.#any = true;
      try {
        this.#fd = openInput(this.#call.process, path);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await this.#call.complain(
          this.#call.gnu ? `cannot open ${path} (${error.message})` : `${path}: ${error.message}`,
          2,
        );
        continue;
      }
      this.#records = new Records(this.#call.process, this.#fd);
      if (path !== '-') state.set('FILENAME', path);
      state.set('FNR', 0);
      return true;
    }
  }
}
