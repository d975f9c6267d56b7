import { ApiError } from '../../api/errors.ts';
import { type Filters, matchesFilter } from '../../api/filters.ts';
import type { NetworkInspect } from '../../api/types/network.ts';
import { matchesLabels } from '../container/list-filter.ts';
import type { Daemon } from '../daemon.ts';
import { booleanFilter } from '../image/list.ts';
import { isBuiltIn } from './remove.ts';
import { inspectNetwork, scopeOf } from './inspect.ts';

const KEYS = ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'];

/** GET /networks, by name. */
export function listNetworks(daemon: Daemon, filters: Filters): NetworkInspect[] {
  for (const key of filters.keys())
    if (!KEYS.includes(key)) throw new ApiError('invalid_parameter', `invalid filter '${key}'`);
  if ((filters.get('dangling') ?? []).some((value) => !['true', '1', 'false', '0'].includes(value))) {
    throw new ApiError(
      'invalid_parameter',
      'invalid value for filter \'dangling\', must be "true" (or "1"), or "false" (or "0")',
    );
  }
  const dangling = booleanFilter(filters, 'dangling');
  for (const type of filters.get('type') ?? []) {
    if (type !== 'builtin' && type !== 'custom')
      throw new ApiError('invalid_parameter', `invalid filter: 'type'='${type}'`);
  }
  const some = (key: string, test: (value: string) => boolean) => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  return [...daemon.state.networks.values()]
    .filter(
      (network) =>
        some('driver', (value) => network.driver === value) &&
        some('id', (value) => matchesFilter(value, network.id)) &&
        some('name', (value) => matchesFilter(value, network.name)) &&
        some('scope', (value) => value === scopeOf(network)) &&
        some('type', (value) => (value === 'builtin') === isBuiltIn(network)) &&
        matchesLabels(network.labels, filters.get('label') ?? []) &&
        // The engine asks before it has counted who is on it.
        (dangling === undefined || dangling === !isBuiltIn(network)),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((network) => inspectNetwork(daemon, network, { members: false }));
}
