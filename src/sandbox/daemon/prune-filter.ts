import { ApiError } from '../api/errors.ts';
import type { Filters } from '../api/filters.ts';
import { matchesLabels } from './container/list-filter.ts';
import type { Daemon } from './daemon.ts';
import { pastTime } from './time-filter.ts';

type Labels = Readonly<Record<string, string>> | null;

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
  const limits = untils.map((text) => pastTime(daemon, text));
  return (labels, created) =>
    limits.every((limit) => created <= limit) &&
    matchesLabels(labels, filters.get('label') ?? []) &&
    (filters.get('label!') ?? []).every((value) => !matchesLabels(labels, [value]));
}
