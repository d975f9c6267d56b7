import type { DeviceRequest } from '../../api/types/container.ts';
import { UsageError } from '../errors.ts';
import { splitCsv } from './parse.ts';

/**
 * A value of `--gpus`: `all`, `2`, `driver=nvidia,"device=0,1",capabilities=compute`.
 * @see docker/cli opts/gpus.go
 */
export function parseGpus(text: string): DeviceRequest {
  if (text === '') throw new UsageError('EOF');
  const seen = new Map<string, string>();
  for (const field of splitCsv(text)) {
    const equals = field.indexOf('=');
    const [key, value] = equals < 0 ? ['count', field] : [field.slice(0, equals), field.slice(equals + 1)];
    if (seen.has(key)) throw new UsageError(`gpu request key '${key}' can be specified only once`);
    if (!['count', 'driver', 'device', 'capabilities', 'options'].includes(key)) {
      throw new UsageError(`unexpected key '${key}' in '${field}'`);
    }
    seen.set(key, value);
  }
  const ids = seen.get('device')?.split(',');
  return {
    Driver: seen.get('driver') ?? '',
    Count: seen.has('count') ? count(seen.get('count') ?? '') : ids === undefined ? 1 : 0,
    DeviceIDs: ids ?? null,
    Capabilities: [[...(seen.get('capabilities')?.split(',') ?? []), 'gpu']],
    Options: Object.fromEntries((seen.get('options')?.split(',') ?? []).map(pair)),
  };
}

function count(text: string): number {
  if (text === 'all') return -1;
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  throw new UsageError(`invalid count (${text}): value must be either "all" or an integer: invalid syntax`);
}

function pair(option: string): [name: string, value: string] {
  const [name = '', ...rest] = option.split('=');
  return [name, rest.join('=')];
}
