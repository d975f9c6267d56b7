import type { Bytes } from './bytes.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Filled up with `=`, without line ends. @see RFC 4648 section 4 */
export function toBase64(bytes: Bytes): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digit = (shift: number) => DIGITS.charAt((word >> shift) & 63);
    out += digit(18) + digit(12) + (b === undefined ? '=' : digit(6)) + (c === undefined ? '=' : digit(0));
  }
  return out;
}

/** The octets of a base64 text; what is no digit of it (`=`, the end of a line) is passed over. */
export function fromBase64(text: string): Bytes {
  const digits = [...text].map((digit) => DIGITS.indexOf(digit)).filter((digit) => digit >= 0);
  const out = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let at = 0; at < out.length; at++) {
    const index = Math.floor((at * 4) / 3);
    const pair = ((digits[index] ?? 0) << 6) | (digits[index + 1] ?? 0);
    out[at] = (pair >> (4 - 2 * (at % 3))) & 255;
  }
  return out;
}
