import type { Filters } from '../../api/filters.ts';
import type { VolumePruneReport } from '../../api/types/volume.ts';
import type { Daemon } from '../daemon.ts';
import { booleanFilter } from '../image/list.ts';
import { createPruneFilter } from '../prune-filter.ts';
import { volumeSize } from '../system/df.ts';
import { removeVolume, volumeUsers } from './remove.ts';

/** POST /volumes/prune: unused anonymous volumes; with `all=true` named ones, too. */
export function pruneVolumes(daemon: Daemon, filters: Filters): VolumePruneReport {
  const matches = createPruneFilter(daemon, filters, ['label', 'label!', 'all']);
  const all = booleanFilter(filters, 'all') ?? false;
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const volume of [...daemon.state.volumes.values()]) {
    if ((!all && !volume.anonymous) || volumeUsers(daemon, volume.name).length > 0) continue;
    if (!matches(volume.labels, volume.created)) continue;
    reclaimed += volumeSize(daemon, volume.name);
    removeVolume(daemon, volume.name);
    deleted.push(volume.name);
  }
  daemon.events.log('volume', 'prune', '', { reclaimed: String(reclaimed) });
  return { VolumesDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: reclaimed };
}
