import { ApiError } from '../../api/errors.ts';
import { type Filters, matchesFilter } from '../../api/filters.ts';
import type { VolumeListResponse } from '../../api/types/volume.ts';
import { matchesLabels } from '../container/list-filter.ts';
import type { Daemon } from '../daemon.ts';
import { booleanFilter } from '../image/list.ts';
import { toVolume } from './create.ts';
import { volumeUsers } from './remove.ts';

const KEYS = ['dangling', 'name', 'driver', 'label'];

/** GET /volumes, by name. */
export function listVolumes(daemon: Daemon, filters: Filters): VolumeListResponse {
  for (const key of filters.keys())
    if (!KEYS.includes(key)) throw new ApiError('invalid_parameter', `invalid filter '${key}'`);
  const dangling = booleanFilter(filters, 'dangling');
  const some = (key: string, test: (value: string) => boolean) => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  const found = [...daemon.state.volumes.values()].filter(
    (volume) =>
      some('name', (value) => matchesFilter(value, volume.name)) &&
      some('driver', (value) => volume.driver === value) &&
      matchesLabels(volume.labels, filters.get('label') ?? []) &&
      (dangling === undefined || dangling === (volumeUsers(daemon, volume.name).length === 0)),
  );
  return { Volumes: found.sort((a, b) => (a.name < b.name ? -1 : 1)).map(toVolume), Warnings: null };
}
