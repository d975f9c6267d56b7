import { ApiError } from '../../api/errors.ts';
import type { Bytes } from '../../kernel/bytes.ts';

const DEFAULT_KEYS = 'ctrl-p,ctrl-q';

/** Octets of `ctrl-p,ctrl-q`. @throws {ApiError} `Invalid escape keys (x) provided` */
export function parseDetachKeys(text: string): readonly number[] {
  return (text === '' ? DEFAULT_KEYS : text).split(',').map((key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const [, letter] = /^ctrl-([a-z@[\\\]^_])$/.exec(key) ?? [];
    if (letter === undefined) throw new ApiError('invalid_parameter', `Invalid escape keys (${text}) provided`);
    return letter.toUpperCase().charCodeAt(0) - 64;
  });
}

/** Looks for the keys in what is typed; a beginning of them is held back until it is clear. */
export function createDetachFilter(
  keys: readonly number[],
): (typed: Bytes) => { readonly pass: Bytes; readonly detached: boolean } {
  let matched = 0;
  return (typed) => {
    const pass: number[] = [];
    for (const byte of typed) {
      if (byte === keys[matched]) {
        matched++;
        if (matched === keys.length) return { pass: Uint8Array.from(pass), detached: true };
        continue;
      }
      pass.push(...keys.slice(0, matched));
      matched = byte === keys[0] ? 1 : 0;
      if (matched === 0) pass.push(byte);
    }
    return { pass: Uint8Array.from(pass), detached: false };
  };
}
