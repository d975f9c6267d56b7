import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';

const withNewline = (value: string | number): string => (value === '' ? '' : `${value}\n`);

export const read = (text: () => string | number): VirtualFile => ({ type: 'file', read: () => withNewline(text()) });

/** A file that can be written, too; the text comes without the blanks around it. */
export const both = (text: () => string | number, write: (text: string) => void): VirtualFile => ({
  ...read(text),
  write: (written) => write(written.trim()),
});

/** `NAME VALUE` a line. */
export const lines = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join('\n');

/** A limit as files show it. */
export const max = (value: number | undefined): string | number => value ?? 'max';

/** `max`, or a number of bytes with a suffix K, M or G, as the kernel's memparse reads it; whole pages. */
export function parseLimit(text: string): number | undefined {
  if (text === 'max') return undefined;
  const [, digits, suffix = ''] = /^(\d+)([kmgt]?)$/i.exec(text) ?? [];
  if (digits === undefined) throw new Errno('EINVAL');
  const bytes = Number(digits) * 1024 ** ('kmgt'.indexOf(suffix.toLowerCase() || ' ') + 1);
  return Math.floor(bytes / 4096) * 4096;
}

/** `max`, or a count. */
export function parseCount(text: string): number | undefined {
  if (text === 'max') return undefined;
  if (!/^\d+$/.test(text)) throw new Errno('EINVAL');
  return Number(text);
}

export function inRange(text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^-?\d+$/.test(text)) throw new Errno('EINVAL');
  if (number < least || number > most) throw new Errno('ERANGE');
  return number;
}
