import type { BuildCacheRecord } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';
import { rfc3339Nano } from '../time.ts';
import type { CacheRecord } from './store.ts';

/** Whether an image holds the layer of a record, too. */
export function sharedWithImages(daemon: Daemon): (record: CacheRecord) => boolean {
  const layers = new Set(
    [...daemon.state.images.values()].flatMap((image) => image.layers.map(({ diffId }) => diffId)),
  );
  return ({ diffId }) => diffId !== undefined && layers.has(diffId);
}

/** Bytes that a record takes. */
export function recordSize(daemon: Daemon, { kind, key, size }: CacheRecord): number {
  return kind === 'exec.cachemount' ? (daemon.builds.cacheMounts.get(key)?.used ?? 0) : size;
}

/** What the build cache holds. */
export function listBuildCache(daemon: Daemon): BuildCacheRecord[] {
  const isShared = sharedWithImages(daemon);
  return [...daemon.builds.records.values()].map((record) => ({
    ID: record.id,
    ...(record.parents.length > 0 && { ' Parents': record.parents }),
    Type: record.kind,
    Description: record.description,
    InUse: false,
    Shared: isShared(record),
    Size: recordSize(daemon, record),
    CreatedAt: rfc3339Nano(record.created),
    LastUsedAt: rfc3339Nano(record.lastUsed),
    UsageCount: record.usage,
  }));
}
