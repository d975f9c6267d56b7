import { goQuote } from './go-quote.ts';

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/** A text that is no duration; `message` is Go's. */
export class DurationError extends Error {}

/**
 * Reads a Go duration: `1h30m`, `1.5s`, `-2m`, `0`.
 *
 * @returns nanoseconds
 * @throws {DurationError} as time.ParseDuration
 */
export function readDuration(text: string): number {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  const bad = (what: string) => new DurationError(`time: ${what}${goQuote(text)}`);
  if (rest === '') throw bad('invalid duration ');
  let total = 0;
  for (let left = rest; left !== '';) {
    const [, digits, unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(left) ?? [];
    if (digits === undefined) throw bad('invalid duration ');
    if (unit === '') throw bad('missing unit in duration ');
    const factor = NANOSECONDS[unit];
    if (factor === undefined) throw bad(`unknown unit ${goQuote(unit)} in duration `);
    total += Number(digits) * factor;
    left = left.slice(digits.length + unit.length);
  }
  return sign === '-' ? -total : total;
}

/** A duration as Go prints it: `1m30s`, `500ms`. @param nanoseconds of it @see time.Duration.String */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 0) return `-${formatDuration(-nanoseconds)}`;
  if (nanoseconds < 1e3) return `${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${nanoseconds / 1e3}µs`;
  if (nanoseconds < 1e9) return `${nanoseconds / 1e6}ms`;
  const hours = Math.floor(nanoseconds / 3.6e12);
  const minutes = Math.floor((nanoseconds % 3.6e12) / 6e10);
  const seconds = (nanoseconds % 6e10) / 1e9;
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}

/** `About a minute`, `3 hours`. @param ms how long @see docker/go-units HumanDuration */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.trunc(ms / 60_000);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(ms / 3_600_000 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.trunc(ms / 3_600_000 / 24 / 365)} years`;
}
