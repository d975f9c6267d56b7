import { UTC, type Zone } from './time-zone.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY_MS = 86_400_000;

const pad = (number: number, width = 2, fill = '0'): string => String(number).padStart(width, fill);

/** Day of the year from 1 on. */
const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;

/** Week of the year, counted from the first Sunday (0) or Monday (1). */
const weekOf = (date: Date, first: 0 | 1): number =>
  Math.floor((dayOfYear(date) + 6 - ((date.getUTCDay() + 7 - first) % 7)) / 7);

function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

/** @param date the clock on the wall, read as if it were UTC @param ms since 1970 */
type Field = (date: Date, ms: number, zone: Zone) => string;

const FIELDS: Readonly<Record<string, Field>> = {
  a: (date) => (DAYS[date.getUTCDay()] ?? '').slice(0, 3),
  A: (date) => DAYS[date.getUTCDay()] ?? '',
  b: (date) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
  B: (date) => MONTHS[date.getUTCMonth()] ?? '',
  c: (_date, ms, zone) => strftime('%a %b %e %H:%M:%S %Y', ms, zone),
  C: (date) => pad(Math.floor(date.getUTCFullYear() / 100)),
  d: (date) => pad(date.getUTCDate()),
  D: (_date, ms, zone) => strftime('%m/%d/%y', ms, zone),
  e: (date) => pad(date.getUTCDate(), 2, ' '),
  F: (_date, ms, zone) => strftime('%Y-%m-%d', ms, zone),
  g: (date) => pad(isoWeek(date).year % 100),
  G: (date) => String(isoWeek(date).year),
  h: (date) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
  H: (date) => pad(date.getUTCHours()),
  I: (date) => pad(date.getUTCHours() % 12 || 12),
  j: (date) => pad(dayOfYear(date), 3),
  k: (date) => pad(date.getUTCHours(), 2, ' '),
  l: (date) => pad(date.getUTCHours() % 12 || 12, 2, ' '),
  m: (date) => pad(date.getUTCMonth() + 1),
  M: (date) => pad(date.getUTCMinutes()),
  n: () => '\n',
  N: (_date, ms) => pad(Math.floor((((ms % 1000) + 1000) % 1000) * 1e6), 9),
  p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  P: (date) => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  q: (date) => String(Math.floor(date.getUTCMonth() / 3) + 1),
  r: (_date, ms, zone) => strftime('%I:%M:%S %p', ms, zone),
  R: (_date, ms, zone) => strftime('%H:%M', ms, zone),
  s: (_date, ms) => String(Math.floor(ms / 1000)),
  S: (date) => pad(date.getUTCSeconds()),
  t: () => '\t',
  T: (_date, ms, zone) => strftime('%H:%M:%S', ms, zone),
  u: (date) => String(date.getUTCDay() || 7),
  U: (date) => pad(weekOf(date, 0)),
  V: (date) => pad(isoWeek(date).week),
  w: (date) => String(date.getUTCDay()),
  W: (date) => pad(weekOf(date, 1)),
  x: (_date, ms, zone) => strftime('%m/%d/%y', ms, zone),
  X: (_date, ms, zone) => strftime('%H:%M:%S', ms, zone),
  y: (date) => pad(date.getUTCFullYear() % 100),
  Y: (date) => String(date.getUTCFullYear()),
  z: (_date, _ms, zone) => offsetText(zone, ''),
  ':z': (_date, _ms, zone) => offsetText(zone, ':'),
  Z: (_date, _ms, { name }) => name,
  '%': () => '%',
};

function offsetText({ seconds }: Zone, colon: string): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${colon}${pad(minutes % 60)}`;
}

/** strftime(3) with GNU's `-`, `_`, `0`, `^` flags and widths. @param ms since the epoch */
export function strftime(format: string, ms: number, zone = UTC): string {
  const date = new Date(ms + zone.seconds * 1000);
  return format.replace(
    /%([-_0^#]*)(\d*)(?:[EO]?)(:?[a-zA-Z%])/g,
    (whole, flags: string, width: string, name: string) => {
      const field = FIELDS[name];
      if (field === undefined) return whole;
      let text = field(date, ms, zone);
      if (flags.includes('^')) text = text.toUpperCase();
      if (name === 'N' && width !== '') return text.slice(0, Number(width));
      if (flags.includes('-')) return text.replace(/^[0 ]+(?=.)/, '');
      if (flags.includes('_')) text = text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
      if (width === '') return text;
      return text.padStart(Number(width), /^[ \d]/.test(text) && !flags.includes('_') ? '0' : ' ');
    },
  );
}
