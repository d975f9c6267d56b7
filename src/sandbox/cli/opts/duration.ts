import { UsageError } from '../errors.ts';
import { goQuote } from './quote.ts';

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/**
 * Reads a Go duration: `1h30m`, `1.5s`, `-2m`, `0`.
 * @returns nanoseconds
 * @throws {UsageError} as time.ParseDuration
 */
export function parseDuration(text: string): number {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  const bad = (what: string) => new UsageError(`time: ${what}${goQuote(text)}`);
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
