import { HOST_ROOT } from '../../kernel/credentials.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { MountNamespace } from '../../kernel/fs/mount-namespace.ts';
import { FileView } from '../../kernel/fs/view.ts';

/** Any file system as root's own, without mounts: what dockerd sees when it works in a container's layer. */
export const viewOf = (fs: FileSystem): FileView => viewIn(ownMounts(fs));

export function ownMounts(fs: FileSystem): MountNamespace {
  let mounts = 0;
  return new MountNamespace(0, () => ++mounts, { fs });
}

export const viewIn = (namespace: MountNamespace): FileView =>
  new FileView({ namespace, credentials: HOST_ROOT, umask: 0 });
