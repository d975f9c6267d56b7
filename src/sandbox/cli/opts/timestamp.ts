import { UsageError } from '../errors.ts';
import { parseDuration } from './duration.ts';
import { goQuote } from './quote.ts';

const DATE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?)?(Z|[-+]\d\d:\d\d)?$/;

/**
 * A value of `--since`: a date, seconds since 1970, or a duration ago.
 * @returns seconds with a fraction as text; empty for an empty value
 * @see moby api/types/time
 */
export function parseTimestamp(text: string, now: number): string {
  if (text === '') return '';
  const date = DATE.exec(text);
  if (date !== null) {
    const [, day = '', hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] = date;
    const ms = Date.parse(`${day}T${hours}:${minutes}:${seconds}${zone}`);
    if (!Number.isNaN(ms)) return `${Math.trunc(ms / 1000)}.${fraction.slice(1, 10).padEnd(9, '0')}`;
  }
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  try {
    const then = now - parseDuration(text) / 1e6;
    const seconds = Math.floor(then / 1000);
    return `${seconds}.${String(Math.round((then - seconds * 1000) * 1e6)).padStart(9, '0')}`;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`failed to parse value as time or duration: ${goQuote(text)}`);
  }
}
