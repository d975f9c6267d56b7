import { formatDuration } from '../../api/duration.ts';
import { UsageError } from '../../cli/errors.ts';
import { parseDuration } from '../../cli/opts/duration.ts';
import { parseMemory } from '../../cli/opts/memory.ts';
import { ComposeError } from './error.ts';

/** A value of a service can't be read. @param where `services[web].mem_limit` */
export const decodingFailed = (where: string, what: string) =>
  new ComposeError(`decoding failed due to the following error(s):\n\n'${where}' ${what}`);

function reading<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) throw decodingFailed(where, error.message);
    throw error;
  }
}

/** `1g` → `1073741824`; -1 stays. */
export function sizeText(where: string, value: string | number): string {
  if (typeof value === 'number') return String(value);
  return reading(where, () => (value === '-1' ? '-1' : String(parseMemory(value))));
}

/** Go's form of a duration: `90s` → `1m30s`. */
export const durationText = (where: string, value: string): string =>
  reading(where, () => formatDuration(parseDuration(value)));
