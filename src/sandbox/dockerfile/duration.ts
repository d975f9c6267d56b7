import { FlagProblem } from './flags.ts';

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3_600e9 };

/** Go's `1m30s` in nanoseconds. @throws {FlagProblem} `time: unknown unit "x" in duration "1x"` */
function parseDuration(text: string): number {
  if (text === '0') return 0;
  let total = 0;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '') throw new FlagProblem(`time: invalid duration ${JSON.stringify(text)}`);
  while (rest !== '') {
    const [whole = '', number = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (whole === '') throw new FlagProblem(`time: invalid duration ${JSON.stringify(text)}`);
    if (unit === '') throw new FlagProblem(`time: missing unit in duration ${JSON.stringify(text)}`);
    const factor = UNITS[unit];
    if (factor === undefined) {
      throw new FlagProblem(`time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`);
    }
    total += Number(number) * factor;
    rest = rest.slice(whole.length);
  }
  return text.startsWith('-') ? -total : total;
}

/** A duration flag of HEALTHCHECK; 0 where it isn't given. */
export function healthDuration(name: string, text: string): number {
  if (text === '') return 0;
  const duration = parseDuration(text);
  if (duration === 0) return 0;
  if (duration < 1e6) throw new FlagProblem(`Interval ${JSON.stringify(name)} cannot be less than 1ms`);
  return duration;
}
