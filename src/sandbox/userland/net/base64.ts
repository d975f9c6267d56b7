import type { Bytes } from '../../kernel/bytes.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: Bytes): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const bits = (a << 16) | (b << 8) | c;
    const group = [18, 12, 6, 0].map((shift) => LETTERS[(bits >> shift) & 63] ?? '').join('');
    const left = bytes.length - index;
    text += left >= 3 ? group : group.slice(0, left + 1).padEnd(4, '=');
  }
  return text;
}
