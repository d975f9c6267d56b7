import { Disk } from './fs/disk.ts';
import type { DeviceNumber, FileSystem } from './fs/file-system.ts';
import type { FrozenTree } from './fs/node.ts';
import { TreeFileSystem } from './fs/tree.ts';
import type { Kernel } from './kernel.ts';

const number = (major: number, minor: number): DeviceNumber => ({ major, minor });

/** Character devices that every container gets. @see runc libcontainer/specconv AllowedDevices */
const CONTAINER_DEVICES: Readonly<Record<string, DeviceNumber>> = {
  full: number(1, 7),
  null: number(1, 3),
  random: number(1, 8),
  tty: number(5, 0),
  urandom: number(1, 9),
  zero: number(1, 5),
};

const LINKS: Readonly<Record<string, string>> = {
  core: '/proc/kcore',
  fd: '/proc/self/fd',
  stdin: '/proc/self/fd/0',
  stdout: '/proc/self/fd/1',
  stderr: '/proc/self/fd/2',
};

/** Further devices of the machine itself: in /dev of the host and of privileged containers. */
const HOST_DEVICES: Readonly<Record<string, DeviceNumber>> = {
  console: number(5, 1),
  fuse: number(10, 229),
  kmsg: number(1, 11),
  'loop-control': number(10, 237),
  ptmx: number(5, 2),
  ttyS0: number(4, 64),
};
const DISKS: Readonly<Record<string, DeviceNumber>> = { sda: number(8, 0), sda1: number(8, 1), loop0: number(7, 0) };

const CONTAINER_DEV_BYTES = 64 * 2 ** 20;
/** Inodes of files that a container adds begin after those that all have. */
const FIRST_OWN_INODE = 100;
const templates = new WeakMap<Kernel, Map<string, FrozenTree>>();

/** A /dev for a container: all begin as the same tree, which takes no room of theirs. */
export function createContainerDev(kernel: Kernel, kind: 'container' | 'privileged'): TreeFileSystem {
  const disk = () => new Disk({ used: 0, capacity: CONTAINER_DEV_BYTES });
  const common = { type: 'tmpfs', dev: kernel.nextDevice(), now: kernel.now };
  const known = templates.get(kernel) ?? new Map<string, FrozenTree>();
  templates.set(kernel, known);
  let from = known.get(kind);
  if (from === undefined) {
    const template = new TreeFileSystem({ ...common, disk: disk(), mode: 0o755 });
    populateDev(template, kind);
    known.set(kind, (from = template.snapshot()));
  }
  return new TreeFileSystem({ ...common, lastInode: FIRST_OWN_INODE, disk: disk(), from });
}

/** Fills an empty /dev: of the host, of a container, or of a container that may use all devices. */
export function populateDev(dev: FileSystem, kind: 'host' | 'container' | 'privileged'): void {
  const owner = { uid: 0, gid: 0 };
  const char = (name: string, rdev: DeviceNumber, mode = 0o666) =>
    dev.create([name], { type: 'char', mode, ...owner, rdev });
  for (const [name, rdev] of Object.entries(CONTAINER_DEVICES)) char(name, rdev);
  for (const [name, target] of Object.entries(LINKS))
    dev.create([name], { type: 'symlink', mode: 0o777, ...owner, target });
  for (const name of ['pts', 'shm', 'mqueue']) {
    dev.create([name], { type: 'directory', mode: name === 'pts' ? 0o755 : 0o1777, ...owner });
  }
  if (kind !== 'host') dev.create(['ptmx'], { type: 'symlink', mode: 0o777, ...owner, target: 'pts/ptmx' });
  if (kind === 'container') return;
  for (const [name, rdev] of Object.entries(HOST_DEVICES)) {
    const isThere = dev.stat([name]) !== undefined || (name === 'console' && kind === 'privileged');
    if (!isThere) char(name, rdev, name === 'ptmx' || name === 'fuse' ? 0o666 : 0o600);
  }
  for (const [name, rdev] of Object.entries(DISKS))
    dev.create([name], { type: 'block', mode: 0o660, ...owner, gid: 6, rdev });
}
