import { Cgroup } from './cgroup.ts';
import type { Clock } from './clock.ts';
import { HOST_ROOT } from './credentials.ts';
import type { DeviceTable } from './devices.ts';
import { Errno } from './errno.ts';
import { PtsFileSystem } from './devpts.ts';
import { Exit, Terminated } from './exit-status.ts';
import { FileView } from './fs/view.ts';
import type { Limits } from './limits.ts';
import type { Namespaces } from './namespace.ts';
import type { Network } from './net/network.ts';
import { FifoTable } from './pipe.ts';
import { Process, type Program, type SpawnOptions } from './process.ts';
import type { Random } from './random.ts';
import type { LegacyCgroups } from './sys/legacy/hierarchies.ts';

/** Finds what an executable's content names: `coreutils/ls`, `bash`, `nginx`. */
export interface ProgramTable {
  find(name: string): Program | undefined;
}

export interface KernelParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  readonly programs: ProgramTable;
  readonly devices: DeviceTable;
  readonly network: Network;
  readonly namespaces: Namespaces;
}

/** First inode that the host's own namespaces don't use. @see linux/proc_ns.h PROC_DYNAMIC_FIRST */
const FIRST_DYNAMIC_INODE = 4_026_532_200;

/** What making a process costs: half a millisecond. */
const FORK_STEPS = 2_000;

/** First number of a file system that has no disk. */
const FIRST_DEVICE = 23;

/** The one Linux of a host: all processes, whatever namespaces they live in. */
export class Kernel {
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  readonly programs: ProgramTable;
  readonly devices: DeviceTable;
  readonly network: Network;
  /** Those of the host itself. */
  readonly namespaces: Namespaces;
  readonly cgroup = new Cgroup('', undefined);
  /** Cgroup v1, once one of its hierarchies has been mounted. */
  legacyCgroups: LegacyCgroups | undefined;
  /** Clock at boot, ms. */
  readonly bootTime: number;
  /** What its file systems ask for the time. */
  readonly now: () => number;
  /** The process on whose behalf a file system is asked; `/proc/self` needs it. */
  current: Process | undefined;
  /** Programming errors that programs died of; tests want none. */
  readonly faults: unknown[] = [];
  readonly fifos = new FifoTable();
  /** The host's /dev/pts. */
  readonly pts: PtsFileSystem;
  #lastInode = FIRST_DYNAMIC_INODE;
  #lastDevice = FIRST_DEVICE;

  constructor(parts: KernelParts) {
    this.clock = parts.clock;
    this.random = parts.random;
    this.limits = parts.limits;
    this.programs = parts.programs;
    this.devices = parts.devices;
    this.network = parts.network;
    this.namespaces = parts.namespaces;
    this.now = () => parts.clock.now();
    this.bootTime = this.now();
    this.pts = new PtsFileSystem({ dev: this.nextDevice(), now: this.now });
    this.cgroup.memoryMax = parts.limits.memoryBytes;
  }

  /** All processes, by the host's ids. */
  get processes(): ReadonlyMap<number, Process> {
    return this.namespaces.pid.processes;
  }

  /** A number for a namespace, a pipe or a socket. */
  nextInode(): number {
    return this.#lastInode++;
  }

  /** A number for a file system that lies on no disk. */
  nextDevice(): number {
    return this.#lastDevice++;
  }

  /** @throws {Errno} ENOMEM: process 1 of the child's PID namespace has ended. EAGAIN: the host, or a cgroup around the child, has its fill of processes */
  spawn(options: SpawnOptions, parent?: Process): Process {
    parent?.spend(FORK_STEPS);
    const cgroup = options.cgroup ?? parent?.cgroup ?? this.cgroup;
    if (this.processes.size >= this.limits.processes || !cgroup.hasRoom()) throw new Errno('EAGAIN');
    const namespace = options.namespaces?.pid ?? parent?.pidNamespaceForChildren;
    if (namespace?.dead === true) throw new Errno('ENOMEM');
    const child = new Process(this, parent, options, {
      namespaces: parent?.namespaces ?? this.namespaces,
      credentials: parent?.credentials ?? HOST_ROOT,
      cgroup,
      view: (seen) => new FileView(seen),
    });
    void Promise.resolve().then(() => child.run(options.program));
    return child;
  }

  /** A program threw what no program should: an error of ours. Says so where its reader looks. */
  async fault(process: Process, error: unknown): Promise<number> {
    if (error instanceof Terminated || error instanceof Exit) return 1;
    const name = process.argv[0] ?? process.comm;
    if (error instanceof Errno) {
      await this.#say(process, `${name}: ${error.path === undefined ? '' : `${error.path}: `}${error.message}\n`);
      return 1;
    }
    this.faults.push(error);
    await this.#say(
      process,
      `drydock: internal error in ${name}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 70;
  }

  async #say(process: Process, text: string): Promise<void> {
    try {
      await process.err(text);
    } catch (error) {
      if (!(error instanceof Errno || error instanceof Terminated)) this.faults.push(error);
    }
  }
}
