import type { Filters } from '../../api/filters.ts';
import type { ContainerPruneReport } from '../../api/types/container.ts';
import type { Daemon } from '../daemon.ts';
import { createPruneFilter } from '../prune-filter.ts';
import { removeContainer } from './remove.ts';
import { writableSize } from './size.ts';

/** POST /containers/prune: all that don't run. */
export async function pruneContainers(daemon: Daemon, filters: Filters): Promise<ContainerPruneReport> {
  const matches = createPruneFilter(daemon, filters, ['label', 'label!', 'until']);
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const record of [...daemon.state.containers.values()]) {
    if (record.state.running || !matches(record.config.Labels, record.created)) continue;
    reclaimed += writableSize(daemon, record);
    await removeContainer(daemon, record, {});
    deleted.push(record.id);
  }
  daemon.events.log('container', 'prune', '', { reclaimed: String(reclaimed) });
  return { ContainersDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: reclaimed };
}
