import type { Filters } from '../../api/filters.ts';
import type { NetworkPruneReport } from '../../api/types/network.ts';
import type { Daemon } from '../daemon.ts';
import { createPruneFilter } from '../prune-filter.ts';
import { membersOf } from './inspect.ts';
import { isBuiltIn, removeNetwork } from './remove.ts';

/** POST /networks/prune: networks of users on which nobody is. */
export function pruneNetworks(daemon: Daemon, filters: Filters): NetworkPruneReport {
  const matches = createPruneFilter(daemon, filters, ['label', 'label!', 'until']);
  const deleted: string[] = [];
  for (const network of [...daemon.state.networks.values()]) {
    // One that is only a template for others has nobody on it and stays.
    const isKept = isBuiltIn(network) || network.configOnly === true || membersOf(daemon, network).length > 0;
    if (isKept || !matches(network.labels, network.created)) continue;
    removeNetwork(daemon, network);
    deleted.push(network.name);
  }
  daemon.events.log('network', 'prune', '', { reclaimed: '0' });
  return { NetworksDeleted: deleted.length > 0 ? deleted : null };
}
