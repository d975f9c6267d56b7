import { ApiError } from '../../api/errors.ts';
import { goBool } from '../../api/go-bool.ts';
import type { Filters } from '../../api/filters.ts';
import type { VolumePruneReport } from '../../api/types/volume.ts';
import type { Daemon } from '../daemon.ts';
import { createPruneFilter } from '../prune-filter.ts';
import { volumeSize } from '../system/df.ts';
import { removeVolume, volumeUsers } from './remove.ts';

/** @throws {ApiError} `invalid filter 'all': strconv.ParseBool: parsing "x": invalid syntax` */
function readAll(values: readonly string[]): boolean {
  const [text] = values;
  if (text === undefined) return false;
  const all = values.length === 1 ? goBool(text) : undefined;
  if (all !== undefined) return all;
  const reason = `strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`;
  throw new ApiError('invalid_parameter', `invalid filter 'all': ${reason}`);
}

/** POST /volumes/prune: unused anonymous volumes; with `all=true` named ones, too. */
export function pruneVolumes(daemon: Daemon, filters: Filters): VolumePruneReport {
  const matches = createPruneFilter(daemon, filters, ['label', 'label!', 'all']);
  const all = readAll(filters.get('all') ?? []);
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
