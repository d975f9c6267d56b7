import { type Bytes, concat } from '../../../kernel/bytes.ts';
import { UsageError } from '../../errors.ts';

export const DEFAULT_DETACH_KEYS = 'ctrl-p,ctrl-q';

/** `ctrl-p,ctrl-q` as octets. @see moby/term ascii.go */
export function parseDetachKeys(text: string): Bytes {
  return Uint8Array.from(text.split(','), (key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const control = /^ctrl-([a-z@[\\\]^_])$/.exec(key)?.[1];
    if (control === undefined) throw new UsageError(`Unknown character: '${key}'`);
    return control.toUpperCase().charCodeAt(0) - 64;
  });
}

/** Passes what is typed on, until the keys are pressed one after another. */
export class DetachDetector {
  readonly #keys: Bytes;
  #matched = 0;

  constructor(keys: Bytes) {
    this.#keys = keys;
  }

  /** What to pass on, and whether the sequence is complete. */
  feed(bytes: Bytes): { readonly pass: Bytes; readonly detached: boolean } {
    const out: Bytes[] = [];
    for (const byte of bytes) {
      if (byte === this.#keys[this.#matched]) {
        this.#matched++;
        if (this.#matched === this.#keys.length) return { pass: concat(out), detached: true };
        continue;
      }
      if (this.#matched > 0) out.push(this.#keys.subarray(0, this.#matched));
      this.#matched = byte === this.#keys[0] ? 1 : 0;
      if (this.#matched === 0) out.push(Uint8Array.of(byte));
    }
    return { pass: concat(out), detached: false };
  }
}
