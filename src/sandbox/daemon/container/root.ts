import { ApiError } from '../../api/errors.ts';
import { HOST_ROOT } from '../../kernel/credentials.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { MountNamespace } from '../../kernel/fs/mount-namespace.ts';
import { FileView } from '../../kernel/fs/view.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import type { LiveContainer } from './live.ts';

/** Any file system as root's own, without mounts: what dockerd sees when it works in a container's layer. */
export function viewOf(fs: FileSystem): FileView {
  let mounts = 0;
  const namespace = new MountNamespace(0, () => ++mounts, { fs });
  return new FileView({ namespace, credentials: HOST_ROOT, umask: 0 });
}

/** The container's files as `docker cp` sees them: with its mounts while it runs. */
export function filesOf(daemon: Daemon, record: ContainerRecord): FileView {
  const live = daemon.live.get(record.id);
  if (live === undefined) throw new Error(`container ${record.id} has no files`);
  const { runtime } = live;
  if (runtime === undefined) return viewOf(live.tree);
  return new FileView({ namespace: runtime.namespaces.mnt, credentials: HOST_ROOT, umask: 0 });
}

/** Makes the working directory. @throws {ApiError} `Cannot mkdir: /x is not a directory` */
export function prepareRoot(_daemon: Daemon, record: ContainerRecord, live: LiveContainer): void {
  const { WorkingDir } = record.config;
  if (WorkingDir === '') return;
  const files = viewOf(live.tree);
  if (files.isDirectory(WorkingDir)) return;
  if (files.exists(WorkingDir)) {
    throw new ApiError('invalid_parameter', `Cannot mkdir: ${WorkingDir} is not a directory`);
  }
  files.mkdir(WorkingDir, { recursive: true, mode: 0o755 });
}
