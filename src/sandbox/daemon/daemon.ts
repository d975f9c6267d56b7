import type { Disk } from '../kernel/fs/disk.ts';
import type { FrozenTree } from '../kernel/fs/node.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process.ts';
import type { Registry } from '../registry/registry.ts';
import type { BuildStore } from './builder/store.ts';
import type { LiveContainer } from './container/live.ts';
import type { EventLog } from './events/event-log.ts';
import type { ExecRecord } from './exec/record.ts';
import type { NetworkDriver } from './network/driver.ts';
import type { DaemonState } from './state.ts';
import type { SwarmSlot } from './swarm/slot.ts';

/** What `/info` and `/version` say of the machine. */
export interface MachineFacts {
  readonly hostname: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly kernelVersion: string;
  readonly operatingSystem: string;
  readonly osVersion: string;
}

/** One Docker daemon: its records, and what lives only as long as it runs. */
export interface Daemon {
  readonly kernel: Kernel;
  readonly registry: Registry;
  /** dockerd itself. */
  readonly process: Process;
  /** Room for layers. */
  readonly disk: Disk;
  readonly machine: MachineFacts;
  readonly state: DaemonState;
  /** By container id: streams, log, file system, processes. */
  readonly live: Map<string, LiveContainer>;
  readonly execs: Map<string, ExecRecord>;
  /** File tree of an image, by its id. */
  readonly trees: Map<string, () => FrozenTree>;
  readonly network: NetworkDriver;
  readonly events: EventLog;
  readonly swarm: SwarmSlot;
  /** Build cache. */
  readonly builds: BuildStore;
  /** Resolves when /var/lib/docker shows what the engine keeps. */
  readonly storage: Promise<void>;
}
