import { fromBase64, toBase64 } from '../kernel/base64.ts';
import { decode, encode } from '../kernel/bytes.ts';

/** A text's UTF-8 octets in base64. */
export const base64 = (text: string): string => toBase64(encode(text));

/** As in URLs: `-` and `_`. */
export const base64Url = (text: string): string => base64(text).replaceAll('+', '-').replaceAll('/', '_');

/** The text of base64 in either alphabet. @returns undefined: it is no base64 */
export function readBase64(text: string): string | undefined {
  const digits = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return undefined;
  return decode(fromBase64(digits));
}
