import type { FilesystemChange } from '../../api/types/container.ts';
import { diff } from '../../kernel/fs/diff.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { liveOf } from './find.ts';

const KIND = { C: 0, A: 1, D: 2 } as const;

/** GET /containers/{id}/changes; null when there are none. */
export function containerChanges(daemon: Daemon, record: ContainerRecord): FilesystemChange[] | null {
  const live = liveOf(daemon, record);
  const changes = diff(live.base, live.tree.current()).map(({ kind, path }) => ({ Path: path, Kind: KIND[kind] }));
  return changes.length > 0 ? changes : null;
}
