import type { Filters } from '../../api/filters.ts';
import type { BuildCachePruneReport } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';
import { createPruneFilter } from '../prune-filter.ts';
import { recordSize, sharedWithImages } from './cache-list.ts';
import type { CacheRecord } from './store.ts';

/** `type`, `id` and `description` of BuildKit's filters; several values of one are alternatives. */
function matches(record: CacheRecord, filters: Filters): boolean {
  const values: Readonly<Record<string, string>> = {
    type: record.kind,
    id: record.id,
    description: record.description,
  };
  return [...filters].every(([key, wanted]) => {
    if (key === 'until' || key === 'unused-for') return true;
    const value = values[key];
    return value !== undefined && wanted.includes(value);
  });
}

/** POST /build/prune: without `all` only what no image shares. */
export function pruneBuildCache(
  daemon: Daemon,
  { all, filters }: { readonly all: boolean; readonly filters: Filters },
): BuildCachePruneReport {
  const { builds } = daemon;
  const until = filters.get('until') ?? filters.get('unused-for');
  const accepts = createPruneFilter(daemon, new Map(until === undefined ? [] : [['until', until]]), ['until']);
  const isShared = sharedWithImages(daemon);
  const doomed = [...builds.records.values()].filter(
    (record) => (all || !isShared(record)) && accepts(null, record.lastUsed) && matches(record, filters),
  );
  const reclaimed = doomed.reduce((sum, record) => sum + recordSize(daemon, record), 0);
  for (const { key } of doomed) {
    builds.records.delete(key);
    builds.snapshots.delete(key);
    builds.cacheMounts.get(key)?.dispose();
    builds.cacheMounts.delete(key);
  }
  if (all && filters.size === 0) builds.bases.clear();
  return { CachesDeleted: doomed.length === 0 ? null : doomed.map(({ id }) => id), SpaceReclaimed: reclaimed };
}
