import { decode, encode } from '../../kernel/bytes.ts';
import { isArray, JqError, type Json, typeOf, brief, write } from './value.ts';

export const toText = (value: Json): string => (typeof value === 'string' ? value : write(value));

function cells(value: Json, name: string): readonly Json[] {
  if (!isArray(value))
    throw new JqError(`${typeOf(value)} (${brief(value)}) cannot be ${name}-formatted, only array can be`);
  return value;
}

function row(value: Json, name: 'csv' | 'tsv', quote: (text: string) => string): string {
  const parts = cells(value, name).map((cell) => {
    if (typeof cell === 'string') return quote(cell);
    if (cell === null) return '';
    if (typeof cell === 'object') throw new JqError(`${typeOf(cell)} (${brief(cell)}) is not valid in a csv row`);
    return write(cell);
  });
  return parts.join(name === 'csv' ? ',' : '\t');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&quot;',
};
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `@csv`, `@base64` and their like. */
export function formatAs(name: string, value: Json): string {
  switch (name) {
    case '@text':
      return toText(value);
    case '@json':
      return write(value);
    case '@csv':
      return row(value, 'csv', (text) => `"${text.replaceAll('"', '""')}"`);
    case '@tsv':
      return row(value, 'tsv', (text) =>
        text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
      );
    case '@html':
      return toText(value).replace(/[&<>'"]/g, (sign) => ENTITIES[sign] ?? sign);
    case '@uri':
      return [...encode(toText(value))]
        .map((byte) =>
          /[\w.~-]/.test(String.fromCharCode(byte))
            ? String.fromCharCode(byte)
            : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
        )
        .join('');
    case '@sh': {
      const words = isArray(value) ? value : [value];
      return words
        .map((word) => {
          if (typeof word === 'object' && word !== null)
            throw new JqError(`${typeOf(word)} (${brief(word)}) can not be escaped for shell`);
          return typeof word === 'string' ? `'${word.replaceAll("'", "'\\''")}'` : write(word);
        })
        .join(' ');
    }
    case '@base64': {
      const bytes = encode(toText(value));
      let out = '';
      for (let at = 0; at < bytes.length; at += 3) {
        const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
        const bits = (a << 16) | (b << 8) | c;
        const left = bytes.length - at;
        out += [18, 12, 6, 0].map((shift, index) => (index > left ? '=' : LETTERS[(bits >> shift) & 63])).join('');
      }
      return out;
    }
    case '@base64d': {
      const bytes: number[] = [];
      let bits = 0;
      let count = 0;
      for (const letter of toText(value).replace(/=+$/, '')) {
        const index = LETTERS.indexOf(letter);
        if (index < 0) throw new JqError(`${typeOf(value)} (${brief(value)}) is not valid base64 data`);
        bits = ((bits << 6) | index) & 0xfff;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push((bits >> count) & 255);
      }
      return decode(Uint8Array.from(bytes));
    }
    default:
      throw new JqError(`${name.slice(1)} is not a valid format`);
  }
}
