import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';

const withNewline = (value: string | number): string => (/^$|\n$/.test(String(value)) ? String(value) : `${value}\n`);

export const read = (text: () => string | number): VirtualFile => ({ type: 'file', read: () => withNewline(text()) });

/** A file that can be written, too; the text comes without the blanks around it. */
export const both = (text: () => string | number, write: (text: string) => void): VirtualFile => ({
  ...read(text),
  write: (written) => write(written.trim()),
});

/** A file that only takes orders: reading it is EINVAL. */
export const order = (write: (text: string) => void): VirtualFile => ({
  type: 'file',
  mode: 0o200,
  read: () => {
    throw new Errno('EINVAL');
  },
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
  const [, digits, suffix = ''] = /^(0x[\da-f]+|\d+)([kmgt]?)$/i.exec(text) ?? [];
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

/** `max`, or a count of processes: fewer than there can be ids. */
export function parseProcesses(text: string): number | undefined {
  const count = parseCount(text);
  if (count !== undefined && count >= MOST_IDS) throw new Errno('EINVAL');
  return count;
}

const MOST_IDS = 4_194_304;

/** @param beyond what a number out of the range is: most files say ERANGE */
export function inRange(text: string, least: number, most: number, beyond: 'ERANGE' | 'EINVAL' = 'ERANGE'): number {
  const number = Number(text);
  if (!/^-?\d+$/.test(text)) throw new Errno('EINVAL');
  if (number < least || number > most) throw new Errno(beyond);
  return number;
}
