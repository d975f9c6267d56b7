import { createKernel } from '../kernel/boot.ts';
import type { Cgroup } from '../kernel/cgroup.ts';
import type { Clock } from '../kernel/clock.ts';
import { deviceId } from '../kernel/fs/device.ts';
import type { Disk } from '../kernel/fs/disk.ts';
import { TreeFileSystem } from '../kernel/fs/tree.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { DEFAULT_LIMITS, type Limits } from '../kernel/limits.ts';
import type { HttpHandler } from '../kernel/net/http.ts';
import type { Process, Program } from '../kernel/process.ts';
import { Random } from '../kernel/random.ts';
import type { HostPrograms } from './programs.ts';
import { populateRoot } from './root-file-system.ts';

/** Where shells of a machine's user begin. */
export interface Login {
  readonly kernel: Kernel;
  readonly parent: Process;
  readonly shell: Program;
  readonly cwd: string;
  readonly cgroup: Cgroup;
}

/** A machine of the network with a Docker engine. */
export interface Machine {
  readonly kernel: Kernel;
  readonly login: Login;
  /** The Engine API. */
  readonly transport: HttpHandler;
}

interface BootOptions {
  readonly clock: Clock;
  readonly hostname: string;
  readonly seed: number;
  readonly limits: Partial<Limits>;
  readonly programs: HostPrograms;
  readonly disk: Disk;
  /** /etc/hosts beside the machine's own names. */
  readonly hosts: string;
}

/** A kernel with its Linux. */
export function boot({ clock, hostname, seed, limits, programs, disk, hosts }: BootOptions): Kernel {
  let lastInode = 1;
  const root = new TreeFileSystem({
    type: 'ext4',
    dev: deviceId({ major: 8, minor: 1 }),
    now: () => clock.now(),
    nextInode: () => ++lastInode,
    disk,
  });
  populateRoot(root, programs.names, hostname, hosts);
  return createKernel({
    clock,
    random: new Random(seed),
    limits: { ...DEFAULT_LIMITS, ...limits },
    programs: programs.table,
    rootFileSystem: root,
    hostname,
  });
}
