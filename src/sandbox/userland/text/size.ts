const LETTERS = 'KMGTPEZY';

/** GNU's human sizes: one decimal below ten, rounded up; `1.5K`, `12M`. */
export function humanSize(bytes: number, base = 1024): string {
  if (bytes < base) return String(bytes);
  let value = bytes;
  let power = 0;
  while (value >= base && power < LETTERS.length) {
    value /= base;
    power++;
  }
  let letter = LETTERS[power - 1] ?? '';
  if (base === 1000 && letter === 'K') letter = 'k';
  const tenths = Math.ceil(Number((value * 10).toFixed(6)));
  if (tenths < 100) return `${Math.floor(tenths / 10)}.${tenths % 10}${letter}`;
  const whole = Math.ceil(Number(value.toFixed(6)));
  return whole >= base && power < LETTERS.length ? `1.0${LETTERS[power] ?? ''}` : `${whole}${letter}`;
}

/** BusyBox's human sizes: one decimal, rounded to the nearest; `16.0M`. */
export function humanSizeBusybox(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let power = 0;
  while (value >= 1024 && power < LETTERS.length) {
    value /= 1024;
    power++;
  }
  return `${(Math.round(value * 10) / 10).toFixed(1)}${LETTERS[power - 1] ?? ''}`;
}

const MULTIPLIERS: Readonly<Record<string, number>> = { c: 1, w: 2, b: 512 };

/** Bytes of `10`, `2K`, `3MB`, `4MiB`, `5b`; undefined for what is none. */
export function parseSize(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([a-zA-Z]*)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  if (unit === '') return Number(digits);
  const small = MULTIPLIERS[unit];
  if (small !== undefined) return Number(digits) * small;
  const [, letter = '', kind = ''] = /^([kKmMgGtTpPeE])(i?B|D)?$/.exec(unit) ?? [];
  if (letter === '') return undefined;
  const power = LETTERS.indexOf(letter.toUpperCase()) + 1;
  return Number(digits) * (kind === 'B' || kind === 'D' ? 1000 : 1024) ** power;
}
