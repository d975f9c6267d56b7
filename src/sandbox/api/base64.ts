import { type Bytes, decode, encode } from '../kernel/bytes.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A text's UTF-8 octets in base64. */
export function base64(text: string): string {
  const bytes = encode(text);
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digit = (shift: number) => DIGITS[(word >> shift) & 63] ?? '';
    out += digit(18) + digit(12) + (b === undefined ? '=' : digit(6)) + (c === undefined ? '=' : digit(0));
  }
  return out;
}

/** As in URLs: `-` and `_`. */
export const base64Url = (text: string): string => base64(text).replaceAll('+', '-').replaceAll('/', '_');

/** Reads both alphabets. @returns undefined: it is no base64 */
export function fromBase64(text: string): string | undefined {
  const digits = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  let word = 0;
  [...digits].forEach((digit, index) => {
    word = ((word << 6) | DIGITS.indexOf(digit)) & 0xff_ff_ff;
    if (index % 4 > 0) bytes.push((word >> [0, 4, 2, 0][index % 4]!) & 255);
  });
  return decode(Uint8Array.from(bytes) as Bytes);
}
