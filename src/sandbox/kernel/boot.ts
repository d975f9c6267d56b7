import { createIpcNamespace } from './ipc-namespace.ts';
import { Cgroup } from './cgroup.ts';
import type { Clock } from './clock.ts';
import { populateDev } from './dev-files.ts';
import { DeviceTable } from './devices.ts';
import { PAGE } from './fs/content.ts';
import { Disk } from './fs/disk.ts';
import type { FileSystem } from './fs/file-system.ts';
import { MountNamespace } from './fs/mount-namespace.ts';
import type { MountOptions } from './fs/mount.ts';
import { TreeFileSystem } from './fs/tree.ts';
import { FileView } from './fs/view.ts';
import { HOST_ROOT } from './credentials.ts';
import { Kernel, type ProgramTable } from './kernel.ts';
import type { Limits } from './limits.ts';
import type { Namespaces } from './namespace.ts';
import { Network } from './net/network.ts';
import { connectToOutside } from './net/outside.ts';
import { PidNamespace } from './pid-namespace.ts';
import type { Program } from './process.ts';
import { createProc } from './proc/proc.ts';
import type { Random } from './random.ts';
import { createCgroupFileSystem } from './sys/cgroup.ts';
import { createSys } from './sys/sys.ts';

export interface BootOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  readonly programs: ProgramTable;
  /** What is mounted on `/`; it has directories dev, proc, run, sys and tmp. */
  readonly rootFileSystem: FileSystem;
  readonly hostname: string;
}

/** Inodes of a host's first namespaces. @see linux/proc_ns.h */
const INODE = {
  time: 4_026_531_834,
  cgroup: 4_026_531_835,
  pid: 4_026_531_836,
  user: 4_026_531_837,
  uts: 4_026_531_838,
  ipc: 4_026_531_839,
  net: 4_026_531_840,
  mnt: 4_026_531_841,
} as const;
const ALL_IDS = [{ inside: 0, outside: 0, count: 4_294_967_295 }];

/** Process 1 of a host: takes in orphans. */
const init: Program = async (process) => {
  for (;;) {
    process.reapEnded();
    await process.waitForChildChange();
  }
};

/** A machine that has just started: its namespaces, mounts and network, and process 1. */
export function createKernel(options: BootOptions): Kernel {
  const { clock, random, limits, programs, hostname } = options;
  const network = new Network(random);
  const net = network.createNamespace(INODE.net);
  let lastMount = 20;
  const namespaces: Namespaces = {
    cgroup: { inode: INODE.cgroup, root: '/' },
    ipc: createIpcNamespace(INODE.ipc),
    mnt: new MountNamespace(INODE.mnt, () => ++lastMount, {
      fs: options.rootFileSystem,
      source: '/dev/sda1',
      options: { relatime: true },
      fsOptions: ['errors=remount-ro'],
    }),
    net,
    pid: new PidNamespace(INODE.pid, undefined),
    time: { inode: INODE.time, monotonic: 0, boottime: 0 },
    user: { inode: INODE.user, parent: undefined, owner: 0, uidMap: ALL_IDS, gidMap: ALL_IDS },
    uts: { inode: INODE.uts, hostname, domainname: '(none)' },
  };
  const kernel = new Kernel({ clock, random, limits, programs, devices: new DeviceTable(), network, namespaces });
  mountAll(kernel);
  network.setLoopbackUp(net);
  connectToOutside(network, net);
  kernel.spawn({
    argv: ['/sbin/init'],
    exe: '/usr/lib/systemd/systemd',
    program: init,
    cgroup: new Cgroup('init.scope', kernel.cgroup),
  });
  return kernel;
}

/** A new tmpfs. @param size bytes, half of the memory by default */
export function createTmpfs(
  kernel: Kernel,
  mode = 0o1777,
  size = kernel.limits.memoryBytes / 2,
  type = 'tmpfs',
): TreeFileSystem {
  return new TreeFileSystem({
    type,
    dev: kernel.nextDevice(),
    now: kernel.now,
    disk: new Disk({ used: 0, capacity: kernel.limits.diskBytes }, { used: 0, capacity: Math.ceil(size / PAGE) }),
    mode,
  });
}

function mountAll(kernel: Kernel): void {
  const { mnt, pid } = kernel.namespaces;
  const files = new FileView({ namespace: mnt, credentials: HOST_ROOT, umask: 0 });
  const mount = (path: string, fs: FileSystem, source: string, options: MountOptions, ...fsOptions: string[]) => {
    mnt.mount({ fs, source, options: { ...options, relatime: true }, fsOptions }, files.resolve(path));
  };
  const safe = { nosuid: true, nodev: true, noexec: true };
  const dev = createTmpfs(kernel, 0o755, 2_009_112 * 1024, 'devtmpfs');
  populateDev(dev, 'host');
  mount(
    '/sys',
    createSys(kernel, () => kernel.namespaces.net),
    'sysfs',
    safe,
  );
  mount('/proc', createProc(kernel, pid), 'proc', safe);
  mount('/dev', dev, 'udev', { nosuid: true }, 'size=2009112k', 'nr_inodes=502278', 'mode=755');
  mount('/dev/pts', kernel.pts, 'devpts', { nosuid: true, noexec: true }, 'gid=5', 'mode=600', 'ptmxmode=000');
  mount('/run', createTmpfs(kernel, 0o755, 404_944 * 1024), 'tmpfs', safe, 'size=404944k', 'mode=755');
  mount('/dev/shm', createTmpfs(kernel), 'tmpfs', { nosuid: true, nodev: true });
  mount('/sys/fs/cgroup', createCgroupFileSystem(kernel), 'cgroup2', safe, 'nsdelegate', 'memory_recursiveprot');
  mount('/tmp', createTmpfs(kernel), 'tmpfs', { nosuid: true, nodev: true });
  mnt.propagate(mnt.root, 'shared', { recursive: true });
}
