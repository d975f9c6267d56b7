import { ApiError } from '../../api/errors.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import { mountAt } from '../../runtime/root.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import type { LiveContainer } from './live.ts';
import { storedMounts } from './mounts.ts';
import { ownMounts, viewIn, viewOf } from './own-view.ts';

/** The container's files as `docker cp` sees them: with all its mounts while it runs, else with volumes and binds. */
export function filesOf(daemon: Daemon, record: ContainerRecord): FileView {
  const live = daemon.live.get(record.id);
  if (live === undefined) throw new Error(`container ${record.id} has no files`);
  const { runtime } = live;
  if (runtime !== undefined) return viewIn(runtime.namespaces.mnt);
  const namespace = ownMounts(live.tree);
  const files = viewIn(namespace);
  for (const mount of storedMounts(daemon, record)) mountAt(namespace, files, mount, mount.fs);
  return files;
}

/** Makes the working directory. @throws {ApiError} `Cannot mkdir: /x is not a directory` */
export function prepareRoot(record: ContainerRecord, live: LiveContainer): void {
  const { WorkingDir } = record.config;
  if (WorkingDir === '') return;
  const files = viewOf(live.tree);
  if (files.isDirectory(WorkingDir)) return;
  if (files.exists(WorkingDir)) {
    throw new ApiError('invalid_parameter', `Cannot mkdir: ${WorkingDir} is not a directory`);
  }
  files.mkdir(WorkingDir, { recursive: true, mode: 0o755 });
}
