import type { Process } from './process.ts';
import { SparseMap, SparseSet } from './sparse.ts';

/** Who dies first when memory is short: the largest, moved up or down by oom_score_adj, never process 1 of the host. */
function badness({ memory, oomScoreAdj, hostPid, kernel }: Process): number {
  return hostPid === 1 || oomScoreAdj === -1000 ? -Infinity : memory + (oomScoreAdj / 1000) * kernel.limits.memoryBytes;
}

/** Controllers of cgroup v2 that are simulated, in the kernel's order. */
export const CONTROLLERS = ['cpuset', 'cpu', 'io', 'memory', 'pids'] as const;
export type Controller = (typeof CONTROLLERS)[number];

/** One group of cgroup v2: its limits and those who live in it. `max` is undefined where there is no limit. */
export class Cgroup {
  readonly parent: Cgroup | undefined;
  readonly name: string;
  readonly children: Map<string, Cgroup> = new SparseMap();
  readonly processes = new Set<Process>();
  /** cgroup.subtree_control: what its children can be limited by. */
  readonly subtree: Set<Controller> = new SparseSet();
  /** Bytes. */
  memoryMax: number | undefined;
  /** Bytes its processes and those below have asked for. */
  memoryCurrent = 0;
  memoryPeak = 0;
  /** Bytes of memory.swap.max. */
  swapMax: number | undefined;
  memoryLow = 0;
  memoryMin = 0;
  memoryHigh: number | undefined;
  /** memory.oom.group: all die together. */
  oomGroup = false;
  /** Times memory.max was reached. */
  memoryRefused = 0;
  pidsMax: number | undefined;
  /** Microseconds of CPU in each period; undefined for `max`. */
  cpuQuota: number | undefined;
  cpuPeriod = 100_000;
  /** 1 to 10000. */
  cpuWeight = 100;
  /** The same on the scale of version 1, where it was given so: 2 to 262144. */
  cpuShares: number | undefined;
  /** Of version 1 only; without an effect, as there is no swap. */
  swappiness = 60;
  cpus = '';
  /** Memory nodes; '' is all. */
  mems = '';
  /** Periods of the CPU quota in which somebody ran, and those in which somebody had to rest. */
  periods = 0;
  throttled = 0;
  #lastPeriod = -1;
  #restedIn = -1;
  /** Limits of devices, by their numbers: `8:0`, `rbps=1048576 wbps=max …`. */
  readonly ioMax: Map<string, string> = new SparseMap();
  /** 1 to 10000. */
  ioWeight = 100;
  /** How long they rested in all, ms. */
  throttledTime = 0;
  pidsPeak = 0;
  /** CPU time of processes that have ended, ms. */
  cpuTimeOfEnded = 0;
  /** Times a birth was refused here because of pids.max. */
  pidsRefused = 0;
  /** Times the OOM killer struck here. */
  oomKills = 0;
  #frozen = false;

  /** @param byHand made with mkdir; else by a manager as systemd, which enables all controllers for what it makes */
  constructor(name: string, parent: Cgroup | undefined, { byHand = false } = {}) {
    this.name = name;
    this.parent = parent;
    if (parent === undefined) this.enable(CONTROLLERS);
    parent?.children.set(name, this);
    if (!byHand) parent?.enable(CONTROLLERS);
  }

  enable(controllers: Iterable<Controller>): void {
    for (const controller of controllers) this.subtree.add(controller);
  }

  /** mkdir(2) in version 1: all controllers of a tree are there for all of its groups. */
  child(name: string): Cgroup {
    return new Cgroup(name, this);
  }

  /** What it can be limited by. */
  get controllers(): ReadonlySet<Controller> {
    return this.parent?.subtree ?? this.subtree;
  }

  /** `/` for the root, else `/system.slice/docker-….scope`. */
  get path(): string {
    if (this.parent === undefined) return '/';
    return this.parent.parent === undefined ? `/${this.name}` : `${this.parent.path}/${this.name}`;
  }

  /** The group of a path below this one; this one where there is none. */
  find(path: string): Cgroup {
    let group: Cgroup = this;
    for (const name of path.split('/')) group = group.children.get(name) ?? group;
    return group;
  }

  /** Itself and those around it, innermost first. */
  *lineage(): Iterable<Cgroup> {
    for (let group: Cgroup | undefined = this; group !== undefined; group = group.parent) yield group;
  }

  get frozen(): boolean {
    let group: Cgroup | undefined = this;
    while (group !== undefined && !group.#frozen) group = group.parent;
    return group !== undefined;
  }

  /** cgroup.freeze of this group itself. */
  get selfFrozen(): boolean {
    return this.#frozen;
  }

  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    for (const process of this.members()) process.resume();
  }

  /** Whether somebody lives in this very group; those who have ended and wait to be reaped don't. */
  get inhabited(): boolean {
    for (const { status } of this.processes) if (status === undefined) return true;
    return false;
  }

  /** Whether somebody lives here or below. */
  get populated(): boolean {
    for (const process of this.members()) if (process.status === undefined) return true;
    return false;
  }

  /** Processes here and below, ended ones included until they are waited for. */
  processCount(): number {
    let count = 0;
    for (const group of this.#subtree()) count += group.processes.size;
    return count;
  }

  /** For pids.peak. */
  notePeak(): void {
    for (const group of this.lineage()) {
      if (group.controllers.has('pids')) group.pidsPeak = Math.max(group.pidsPeak, group.processCount());
    }
  }

  /** Whether one more process may be born here: pids.max of this group and of those around it. */
  hasRoom(): boolean {
    for (const group of this.lineage()) {
      if (group.pidsMax === undefined) continue;
      const count = group.processCount();
      if (count >= group.pidsMax) {
        group.pidsRefused++;
        return false;
      }
      group.pidsPeak = Math.max(group.pidsPeak, count + 1);
    }
    return true;
  }

  /** Counts memory. Where a limit is exceeded, the OOM killer takes the process that asked for most there. */
  charge(process: Process, bytes: number): void {
    for (const group of this.lineage()) {
      group.memoryCurrent += bytes;
      group.memoryPeak = Math.max(group.memoryPeak, group.memoryCurrent);
    }
    for (const group of this.lineage()) {
      if (group.memoryMax === undefined || group.memoryCurrent <= group.memoryMax) continue;
      group.#killForMemory(process);
      return;
    }
  }

  /** Lowers or raises memory.max; what is used beyond it costs lives. */
  limitMemory(bytes: number | undefined): void {
    this.memoryMax = bytes;
    if (bytes === undefined || this.memoryCurrent <= bytes) return;
    const [first] = this.members();
    if (first !== undefined) this.#killForMemory(first);
  }

  #killForMemory(first: Process): void {
    this.memoryRefused++;
    if (this.oomGroup) {
      for (const process of this.members()) {
        this.oomKills++;
        process.deliver('KILL');
      }
      return;
    }
    this.oomKills++;
    this.#largest(first).deliver('KILL');
  }

  uncharge(_process: Process, bytes: number): void {
    for (const group of this.lineage()) group.memoryCurrent -= bytes;
  }

  /** The process here and below that asked for most memory. */
  #largest(first: Process): Process {
    let victim = first;
    for (const process of this.members()) if (badness(process) > badness(victim)) victim = process;
    return victim;
  }

  /**
   * What the CPU quota of this group, or of one around it, demands.
   *
   * @param used CPU time that one of its processes has used without a pause, ms
   * @param now the clock, ms
   * @returns how long it must rest now, ms
   */
  throttle(used: number, now: number): number {
    let rest = 0;
    for (const group of this.lineage()) {
      if (group.cpuQuota === undefined) continue;
      const period = Math.floor((now * 1000) / group.cpuPeriod);
      if (period !== group.#lastPeriod) group.periods++;
      group.#lastPeriod = period;
      const runnable = [...group.members()].filter(({ state }) => state === 'R').length;
      const share = group.cpuQuota / group.cpuPeriod / Math.max(1, runnable);
      if (share >= 1) continue;
      if (period !== group.#restedIn) group.throttled++;
      group.#restedIn = period;
      group.throttledTime += used / share - used;
      rest = Math.max(rest, used / share - used);
    }
    return rest;
  }

  /** CPU time of all who live, or lived, here and below, ms. */
  cpuTime(): number {
    let sum = 0;
    for (const group of this.#subtree()) {
      sum += group.cpuTimeOfEnded;
      for (const process of group.processes) sum += process.status === undefined ? process.cpuTime : 0;
    }
    return sum;
  }

  /** Moves a process here with what it has asked for: writing to cgroup.procs. */
  adopt(process: Process): void {
    const from = process.cgroup;
    if (from === this) return;
    for (const group of from.lineage()) group.memoryCurrent -= process.memory;
    from.processes.delete(process);
    this.processes.add(process);
    this.notePeak();
    process.cgroup = this;
    for (const group of this.lineage()) group.memoryCurrent += process.memory;
    process.resume();
  }

  /** Groups: itself and those below. */
  size(): number {
    return [...this.#subtree()].length;
  }

  /** Processes here and below. */
  *members(): Iterable<Process> {
    for (const group of this.#subtree()) yield* [...group.processes];
  }

  /** Takes an empty group out of the tree: rmdir(2). False while somebody lives in it. */
  remove(): boolean {
    if (this.inhabited || this.children.size > 0 || this.parent === undefined) return false;
    for (const group of this.parent.lineage()) group.memoryCurrent -= this.memoryCurrent;
    this.parent.cpuTimeOfEnded += this.cpuTimeOfEnded;
    this.parent.children.delete(this.name);
    return true;
  }

  *#subtree(): Iterable<Cgroup> {
    yield this;
    for (const child of this.children.values()) yield* child.#subtree();
  }
}
