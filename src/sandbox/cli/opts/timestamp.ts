import { UsageError } from '../errors.ts';
import { parseDuration } from './duration.ts';
import { goTimeLayout, goTimeProblem } from './go-time.ts';
import { goQuote } from './quote.ts';

const DATE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?)?(Z|[-+]\d\d:\d\d)?$/;

/**
 * A value of `--since`: a date, seconds since 1970, or a duration ago.
 * @returns seconds with a fraction as text; empty for an empty value
 * @see moby api/types/time
 */
export function parseTimestamp(text: string, now: number): string {
  if (text === '') return '';
  const ago = durationAgo(text, now);
  if (ago !== undefined) return ago;
  const problem = goTimeProblem(goTimeLayout(text), text);
  if (problem === undefined) {
    const [, day = '', hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] = DATE.exec(text) ?? [];
    const ms = Date.parse(`${day}T${hours}:${minutes}:${seconds}${zone}`);
    return `${Math.trunc(ms / 1000)}.${fraction.slice(1, 10).padEnd(9, '0')}`;
  }
  if (text.includes('-')) throw new UsageError(problem);
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  throw new UsageError(`failed to parse value as time or duration: ${goQuote(text)}`);
}

/** `10m` before now; undefined for what is no duration. */
function durationAgo(text: string, now: number): string | undefined {
  try {
    const then = now - parseDuration(text) / 1e6;
    const seconds = Math.floor(then / 1000);
    return `${seconds}.${String(Math.round((then - seconds * 1000) * 1e6)).padStart(9, '0')}`;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return undefined;
  }
}
