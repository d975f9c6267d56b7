import { deviceId } from '../kernel/fs/device.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { FrozenTree } from '../kernel/fs/node.ts';
import { TreeFileSystem } from '../kernel/fs/tree.ts';
import type { Daemon } from './daemon.ts';

/** Major and minor number of the disk that /var/lib/docker is on. */
const DISK = deviceId({ major: 8, minor: 1 });

/** One for all trees of a kernel: it has thousands. */
const counters = new WeakMap<Kernel, () => number>();

function common({ kernel, disk }: Daemon) {
  const nextInode = counters.get(kernel) ?? (() => kernel.nextInode());
  counters.set(kernel, nextInode);
  return { now: kernel.now, nextInode, disk };
}

/** A writable layer over an image's files. */
export const overlayTree = (daemon: Daemon, from?: FrozenTree): TreeFileSystem =>
  new TreeFileSystem({
    ...common(daemon),
    type: 'overlay',
    dev: daemon.kernel.nextDevice(),
    ...(from !== undefined && { from }),
  });

/** A directory of the host's disk that only the daemon sees. */
export const diskTree = (daemon: Daemon): TreeFileSystem =>
  new TreeFileSystem({ ...common(daemon), type: 'ext4', dev: DISK, mode: 0o710 });
