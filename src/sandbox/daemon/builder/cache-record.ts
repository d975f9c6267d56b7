import type { Daemon } from '../daemon.ts';
import type { CacheRecord } from './store.ts';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';
export const recordId = (daemon: Daemon): string =>
  Array.from({ length: 25 }, () => LETTERS[daemon.kernel.random.below(LETTERS.length)]).join('');

type Kept = Pick<CacheRecord, 'kind' | 'description'> & Partial<Pick<CacheRecord, 'parents' | 'diffId' | 'size'>>;

/** Puts a result into the build cache. One that was there, of a step done again, stays beside it until it is pruned. */
export function keepRecord(
  daemon: Daemon,
  key: string,
  { kind, description, parents = [], diffId, size = 0 }: Kept,
): void {
  const created = daemon.kernel.clock.now();
  const id = recordId(daemon);
  const record = { id, key, parents, kind, description, diffId, size, created, lastUsed: created, usage: 1 };
  const { records } = daemon.builds;
  const before = records.get(key);
  if (before !== undefined) {
    records.delete(key);
    const ownKey = `${key} ${before.id}`;
    records.set(ownKey, { ...before, key: ownKey });
  }
  records.set(key, record);
}

/** Marks a record as used, where there is one. */
export function useRecord(daemon: Daemon, key: string): CacheRecord | undefined {
  const record = daemon.builds.records.get(key);
  if (record === undefined) return undefined;
  record.lastUsed = daemon.kernel.clock.now();
  record.usage++;
  return record;
}

/** The ignore file of a source, which has a record of its own. */
export const IGNORE = ': .dockerignore';

/** What came from the client stays in the cache, too. @param part tells files of one source apart */
export function keepSource(daemon: Daemon, name: string, size: number, part = ''): void {
  const description = `local source for ${name}`;
  const key = description + part;
  const there = useRecord(daemon, key);
  if (there !== undefined) there.size = size;
  else keepRecord(daemon, key, { kind: 'source.local', description, size });
}
