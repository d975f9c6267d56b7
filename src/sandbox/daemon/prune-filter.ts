import { ApiError } from '../api/errors.ts';
import type { Filters } from '../api/filters.ts';
import { matchesLabels } from './container/list-filter.ts';
import type { Daemon } from './daemon.ts';
import { parseTime } from './time.ts';

type Labels = Readonly<Record<string, string>> | null;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `10m`, `1h30m` in ms; undefined when it is no duration. */
function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, number = '', unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    sum += Number(number) * (UNITS[unit] ?? 0);
  }
  return sum;
}

/** `label`, `label!` and `until` of the prune requests. @throws {ApiError} `invalid filter 'x'` */
export function createPruneFilter(
  daemon: Daemon,
  filters: Filters,
  known: readonly string[],
): (labels: Labels, created: number) => boolean {
  for (const key of filters.keys()) {
    if (!known.includes(key)) throw new ApiError('invalid_parameter', `invalid filter '${key}'`);
  }
  const untils = filters.get('until') ?? [];
  if (untils.length > 1) throw new ApiError('invalid_parameter', 'more than one until filter specified');
  const limits = untils.map((text) => {
    const ago = parseDuration(text);
    const time = ago === undefined ? parseTime(text) : daemon.kernel.clock.now() - ago;
    if (time === undefined)
      throw new ApiError('invalid_parameter', `failed to parse value as time or duration: "${text}"`);
    return time;
  });
  return (labels, created) =>
    limits.every((limit) => created <= limit) &&
    matchesLabels(labels, filters.get('label') ?? []) &&
    (filters.get('label!') ?? []).every((value) => !matchesLabels(labels, [value]));
}
