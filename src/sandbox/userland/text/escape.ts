import { concat, encode } from '../../kernel/bytes.ts';
import type { Bytes } from '../../kernel/bytes.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * Resolves backslash escapes. `echo` wants `\0NNN` for octal, `printf` `\NNN`.
 *
 * @returns `stop` where a `\c` ended the output
 */
export function unescape(text: string, style: 'echo' | 'printf'): { bytes: Bytes; stop: boolean } {
  const parts: Bytes[] = [];
  const octal = style === 'echo' ? /^(?:0([0-7]{0,3})|([1-7][0-7]{0,2}))/ : /^([0-7]{1,3})/;
  let rest = text;
  for (let at = rest.indexOf('\\'); at >= 0; at = rest.indexOf('\\')) {
    parts.push(encode(rest.slice(0, at)));
    rest = rest.slice(at + 1);
    const byte = octal.exec(rest) ?? undefined;
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest) ?? undefined;
    const unicode = /^u([0-9a-fA-F]{1,4})|^U([0-9a-fA-F]{1,8})/.exec(rest) ?? undefined;
    if (rest.startsWith('c')) return { bytes: concat(parts), stop: true };
    if (byte !== undefined) {
      parts.push(Uint8Array.of(parseInt(byte[1] || byte[2] || '0', 8) & 255));
      rest = rest.slice(byte[0].length);
    } else if (hex !== undefined) {
      parts.push(Uint8Array.of(parseInt(hex[1] ?? '0', 16)));
      rest = rest.slice(hex[0].length);
    } else if (unicode !== undefined) {
      parts.push(encode(String.fromCodePoint(parseInt(unicode[1] ?? unicode[2] ?? '0', 16))));
      rest = rest.slice(unicode[0].length);
    } else {
      const simple = SIMPLE[rest[0] ?? ''];
      parts.push(encode(simple ?? `\\${rest[0] ?? ''}`));
      rest = rest.slice(1);
    }
  }
  parts.push(encode(rest));
  return { bytes: concat(parts), stop: false };
}
