import { fromBase64, toBase64 } from '../../kernel/base64.ts';
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
    case '@base64':
      return toBase64(encode(toText(value)));
    case '@base64d': {
      const digits = toText(value).replace(/=+$/, '');
      if (/[^A-Za-z0-9+/]/.test(digits))
        throw new JqError(`${typeOf(value)} (${brief(value)}) is not valid base64 data`);
      return decode(fromBase64(digits));
    }
    default:
      throw new JqError(`${name.slice(1)} is not a valid format`);
  }
}
