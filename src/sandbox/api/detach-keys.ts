import { type Bytes, concat } from '../kernel/bytes.ts';

const DEFAULT_KEYS = 'ctrl-p,ctrl-q';

/**
 * The octets of `ctrl-p,ctrl-q`; '' means just these.
 *
 * @param unknown what a key that nobody knows is refused with
 * @see moby/term ascii.go
 */
export const parseDetachKeys = (text: string, unknown: (key: string) => Error): Bytes =>
  Uint8Array.from((text || DEFAULT_KEYS).split(','), (key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const control = /^ctrl-([a-z@[\\\]^_])$/.exec(key)?.[1];
    if (control === undefined) throw unknown(key);
    return control.toUpperCase().charCodeAt(0) - 64;
  });

/** What to pass on of what was typed, and whether the keys are complete. */
export type DetachFilter = (typed: Bytes) => { readonly pass: Bytes; readonly detached: boolean };

/** Looks for the keys, one after another, in what is typed; a beginning of them is held back until it is clear. */
export function createDetachFilter(keys: Bytes): DetachFilter {
  let matched = 0;
  return (typed) => {
    const pass: Bytes[] = [];
    for (const byte of typed) {
      if (byte === keys[matched]) {
        matched++;
        if (matched === keys.length) return { pass: concat(pass), detached: true };
        continue;
      }
      pass.push(keys.subarray(0, matched));
      matched = byte === keys[0] ? 1 : 0;
      if (matched === 0) pass.push(Uint8Array.of(byte));
    }
    return { pass: concat(pass), detached: false };
  };
}
