import type { Cgroup } from '../kernel/cgroup.ts';
import { encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { ExitStatus } from '../kernel/exit-status.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Namespaces } from '../kernel/namespace.ts';
import type { Process } from '../kernel/process.ts';
import type { Signal } from '../kernel/signal.ts';
import { makeCgroup } from './cgroup.ts';
import { OciError } from './error.ts';
import { prepareProcess } from './init.ts';
import { makeNamespaces } from './namespaces.ts';
import { mountAll } from './root.ts';
import { refuseSysctls, setSysctls } from './sysctl.ts';
import type { ContainerPlace, ContainerSpec, ProcessSpec } from './spec.ts';

/** A process with namespaces, a cgroup and a root of its own, and those that were added to it. */
export class Container {
  readonly id: string;
  readonly init: Process;
  readonly cgroup: Cgroup;
  readonly namespaces: Namespaces;
  readonly #parent: Process;
  readonly #start: () => void;
  #started = false;

  /** Use `createContainer`. */
  constructor(
    id: string,
    parent: Process,
    prepared: { readonly process: Process; readonly start: () => void },
    place: ContainerPlace,
  ) {
    this.id = id;
    this.init = prepared.process;
    this.cgroup = place.cgroup;
    this.namespaces = place.namespaces;
    this.#parent = parent;
    this.#start = prepared.start;
  }

  get exited(): Promise<ExitStatus> {
    return this.init.exited;
  }

  /** Whether its program runs, or has run. */
  get started(): boolean {
    return this.#started;
  }

  start(): void {
    this.#started = true;
    this.#start();
  }

  kill(signal: Signal): void {
    this.init.deliver(signal);
  }

  pause(): void {
    this.cgroup.freeze();
  }

  resume(): void {
    this.cgroup.thaw();
  }

  /** Kills what is left where the first process had no PID namespace of its own. */
  killAll(): void {
    for (const process of this.cgroup.processes) process.deliver('KILL');
  }

  /**
   * Starts one more process in the container.
   *
   * @throws {OciError} `exec failed: …`
   */
  async exec(spec: ProcessSpec, parent = this.#parent): Promise<Process> {
    if (!spec.cwd.startsWith('/')) throw new OciError('other', 'exec failed: Cwd must be an absolute path');
    const spawn = { namespaces: this.namespaces, cgroup: this.cgroup };
    try {
      const { process, start } = await prepareProcess({ parent, spawn, process: spec });
      start();
      return process;
    } catch (error) {
      if (!(error instanceof OciError)) throw error;
      throw new OciError(error.kind, `exec failed: unable to start container process: ${error.message}`);
    }
  }
}

/** Octets: __NEW_UTS_LEN of Linux. */
const LONGEST_HOSTNAME = 64;

/** @throws {OciError} for nodes of memory that the machine hasn't */
function limitedCgroup(kernel: Kernel, { cgroupPath, limits }: ContainerSpec): Cgroup {
  try {
    return makeCgroup(kernel.cgroup, cgroupPath, limits);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const [file, text] =
      error.code === 'ERANGE' ? ['cpuset.cpus', limits.cpus ?? ''] : ['cpuset.mems', limits.mems ?? ''];
    throw new OciError(
      'other',
      `runc create failed: unable to start container process: error during container init: ` +
        `error setting cgroup config for procHooks process: failed to write "${text}": ` +
        `write /sys/fs/cgroup${cgroupPath}/${file}: ${error.message.toLowerCase()}`,
    );
  }
}

/**
 * `runc create`: everything but the start of the program.
 *
 * @param parent the shim: parent of the container's processes on the host
 * @param verb of runc, for messages
 * @throws {OciError} `runc create failed: …`
 */
export async function createContainer(parent: Process, spec: ContainerSpec, verb = 'create'): Promise<Container> {
  const { kernel } = parent;
  refuseSysctls(spec, kernel.namespaces);
  const cgroup = limitedCgroup(kernel, spec);
  cgroup.devices = spec.deviceRules;
  const namespaces = makeNamespaces(kernel, spec);
  try {
    if (encode(spec.hostname).length > LONGEST_HOSTNAME) throw new OciError('other', 'sethostname: invalid argument');
    setSysctls(namespaces, spec.sysctls);
    const prepared = await prepareProcess({
      parent,
      spawn: { namespaces, cgroup },
      process: spec.process,
      prepare: () => mountAll(kernel, spec, { namespaces, cgroup }),
    });
    return new Container(spec.id, parent, prepared, { cgroup, namespaces });
  } catch (error) {
    cgroup.remove();
    if (!(error instanceof OciError)) throw error;
    throw new OciError(
      error.kind,
      `runc ${verb} failed: unable to start container process: error during container init: ${error.message}`,
    );
  }
}
