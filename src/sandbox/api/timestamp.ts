import { DurationError, readDuration } from './duration.ts';
import { goQuote } from './go-quote.ts';
import { goTimeLayout, goTimeProblem } from './go-time.ts';

const DATE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?)?(Z|[-+]\d\d:\d\d)?$/;

/** A text that is no time; `message` is Docker's. */
export class TimestampError extends Error {}

/**
 * A value of `--since` or of a filter `until`: a date, seconds since 1970, or a duration ago.
 *
 * @param now ms since 1970
 * @returns seconds with a fraction as text, as the API takes them
 * @throws {TimestampError} `failed to parse value as time or duration: "x"`
 * @see moby api/types/time GetTimestamp
 */
export function readTimestamp(text: string, now: number): string {
  const ago = durationAgo(text, now);
  if (ago !== undefined) return ago;
  const problem = goTimeProblem(goTimeLayout(text), text);
  if (problem === undefined) {
    const [, day = '', hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] = DATE.exec(text) ?? [];
    const ms = Date.parse(`${day}T${hours}:${minutes}:${seconds}${zone}`);
    return `${Math.trunc(ms / 1000)}.${fraction.slice(1, 10).padEnd(9, '0')}`;
  }
  if (text.includes('-')) throw new TimestampError(problem);
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  throw new TimestampError(`failed to parse value as time or duration: ${goQuote(text)}`);
}

/** `10m` before now; undefined for what is no duration. `0` is one for Go, but the engine takes it as 1970. */
function durationAgo(text: string, now: number): string | undefined {
  if (text === '0') return undefined;
  try {
    const then = now - readDuration(text) / 1e6;
    const seconds = Math.floor(then / 1000);
    return `${seconds}.${String(Math.round((then - seconds * 1000) * 1e6)).padStart(9, '0')}`;
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    return undefined;
  }
}
