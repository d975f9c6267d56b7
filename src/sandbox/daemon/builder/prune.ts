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

/** How much a prune leaves, in bytes; 0 is no limit. @see moby/buildkit cache/manager.go, calculateKeepBytes */
export interface CacheLimits {
  readonly reservedSpace: number;
  readonly maxUsedSpace: number;
  readonly minFreeSpace: number;
}

/** POST /build/prune: without `all` only what no image shares; with limits no more than they ask for. */
export function pruneBuildCache(
  daemon: Daemon,
  { all, filters, limits }: { readonly all: boolean; readonly filters: Filters; readonly limits: CacheLimits },
): BuildCachePruneReport {
  const { builds } = daemon;
  const until = filters.get('until') ?? filters.get('unused-for');
  const accepts = createPruneFilter(daemon, new Map(until === undefined ? [] : [['until', until]]), ['until']);
  const isShared = sharedWithImages(daemon);
  const candidates = [...builds.records.values()].filter(
    (record) => (all || !isShared(record)) && accepts(null, record.lastUsed) && matches(record, filters),
  );
  const own = [...builds.records.values()].filter((record) => !isShared(record));
  const used = own.reduce((sum, record) => sum + recordSize(daemon, record), 0);
  const keep = bytesToKeep(daemon, used, limits);
  const doomed = keep === 0 ? leavesFirst(candidates) : leastUsed(daemon, candidates, used, keep);
  const reclaimed = doomed.reduce((sum, record) => sum + recordSize(daemon, record), 0);
  for (const { key } of doomed) {
    builds.records.delete(key);
    builds.snapshots.delete(key);
    builds.cacheMounts.get(key)?.dispose();
    builds.cacheMounts.delete(key);
  }
  if (all && filters.size === 0 && keep === 0) builds.bases.clear();
  return { CachesDeleted: doomed.length === 0 ? null : doomed.map(({ id }) => id), SpaceReclaimed: reclaimed };
}

function bytesToKeep(daemon: Daemon, used: number, { reservedSpace, maxUsedSpace, minFreeSpace }: CacheLimits): number {
  const { total = 0, used: taken = 0 } = daemon.process.fs.resolve('/var/lib/docker').fs.usage?.() ?? {};
  const excess = minFreeSpace - Math.max(0, total - taken);
  const most = excess > 0 ? Math.min(maxUsedSpace, used - excess) : maxUsedSpace;
  return Math.max(most, reservedSpace, 0);
}

/** What others stand on comes behind them. */
function leavesFirst(records: readonly CacheRecord[]): readonly CacheRecord[] {
  const sorted: CacheRecord[] = [];
  for (let left = records; left.length > 0;) {
    const parents = new Set(left.flatMap((record) => record.parents));
    const leaves = left.filter(({ id }) => !parents.has(id));
    sorted.push(...leaves);
    left = left.filter((record) => !leaves.includes(record));
  }
  return sorted;
}

/** One record after the other, none that another one stands on, until no more is used than may be kept. */
function leastUsed(
  daemon: Daemon,
  candidates: readonly CacheRecord[],
  used: number,
  keep: number,
): readonly CacheRecord[] {
  const doomed: CacheRecord[] = [];
  const left = new Set(daemon.builds.records.values());
  for (let total = used; total >= keep;) {
    const parents = new Set([...left].flatMap((record) => record.parents));
    const [next] = ranked(candidates.filter((record) => left.has(record) && !parents.has(record.id)));
    if (next === undefined) break;
    doomed.push(next);
    left.delete(next);
    total -= recordSize(daemon, next);
  }
  return doomed;
}

/** Those that were used long ago, and seldom, come first. @see moby/buildkit cache/manager.go, sortDeleteRecords */
function ranked(records: readonly CacheRecord[]): readonly CacheRecord[] {
  const places = (valueOf: (record: CacheRecord) => number) => {
    const values = [...new Set(records.map(valueOf))].sort((a, b) => a - b);
    return (record: CacheRecord) => (values.indexOf(valueOf(record)) + 1) / values.length;
  };
  const [age, usage] = [places(({ lastUsed }) => lastUsed), places((record) => record.usage)];
  return records.toSorted((a, b) => age(a) + usage(a) - age(b) - usage(b));
}
