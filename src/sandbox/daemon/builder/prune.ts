import type { Filters } from '../../api/filters.ts';
import type { BuildCacheItem } from '../../api/types/build.ts';
import type { BuildCachePruneReport } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';
import { createPruneFilter } from '../prune-filter.ts';
import { rfc3339Nano } from '../time.ts';
import { sizeBelow } from '../system/df.ts';
import type { CacheRecord } from './store.ts';

/** Layers that images hold too: they are shared with the cache. */
function sharedLayers(daemon: Daemon): Set<string> {
  return new Set([...daemon.state.images.values()].flatMap(({ layers }) => layers.map(({ diffId }) => diffId)));
}

const isShared = (daemon: Daemon, record: CacheRecord, layers: ReadonlySet<string>): boolean => {
  const top = daemon.builds.snapshots.get(record.key)?.layers.at(-1);
  return top !== undefined && layers.has(top.diffId);
};

function sizeOf(daemon: Daemon, record: CacheRecord): number {
  if (record.kind !== 'exec.cachemount') return record.size;
  const tree = daemon.builds.cacheMounts.get(record.key.replace('cache mount ', ''));
  return tree === undefined ? 0 : sizeBelow(tree, []);
}

/** What the build cache holds. */
export function listBuildCache(daemon: Daemon): BuildCacheItem[] {
  const layers = sharedLayers(daemon);
  return [...daemon.builds.records.values()].map((record) => ({
    ID: record.id,
    Parents: record.parents,
    Type: record.kind,
    Description: record.description,
    InUse: false,
    Shared: isShared(daemon, record, layers),
    Mutable: record.kind !== 'regular',
    Size: sizeOf(daemon, record),
    CreatedAt: rfc3339Nano(record.created),
    LastUsedAt: rfc3339Nano(record.lastUsed),
    UsageCount: record.usage,
  }));
}

/** POST /build/prune: without `all` only what no image shares. */
export function pruneBuildCache(
  daemon: Daemon,
  { all, filters }: { readonly all: boolean; readonly filters: Filters },
): BuildCachePruneReport & { readonly Records: readonly BuildCacheItem[] } {
  const { builds } = daemon;
  const accepts = createPruneFilter(daemon, filters, ['until', 'label', 'label!', 'unused-for', 'id', 'type']);
  const layers = sharedLayers(daemon);
  const listed = listBuildCache(daemon);
  const doomed = [...builds.records.values()].filter(
    (record) => (all || !isShared(daemon, record, layers)) && accepts(null, record.lastUsed),
  );
  const ids = new Set(doomed.map(({ id }) => id));
  const reclaimed = doomed
    .filter((record) => !isShared(daemon, record, layers))
    .reduce((sum, record) => sum + sizeOf(daemon, record), 0);
  for (const { key, kind } of doomed) {
    builds.records.delete(key);
    builds.snapshots.delete(key);
    if (kind === 'exec.cachemount') builds.cacheMounts.delete(key.replace('cache mount ', ''));
  }
  if (all) builds.bases.clear();
  return {
    CachesDeleted: doomed.length === 0 ? null : doomed.map(({ id }) => id),
    SpaceReclaimed: reclaimed,
    Records: listed.filter(({ ID }) => ids.has(ID)),
  };
}
