import { CgroupLimits } from './cgroup-limits.ts';
import type { Process } from './process.ts';
import { SparseMap, SparseSet } from './sparse.ts';

/** Who dies first when memory is short: the largest, moved up or down by oom_score_adj, never process 1 of the host. */
function badness({ memory, oomScoreAdj, hostPid, kernel }: Process): number {
  return hostPid === 1 || oomScoreAdj === -1000 ? -Infinity : memory + (oomScoreAdj / 1000) * kernel.limits.memoryBytes;
}

/** Controllers of cgroup v2, in the kernel's order. What hugetlb, rdma and misc limit, the simulated machine hasn't. */
export const CONTROLLERS = ['cpuset', 'cpu', 'io', 'memory', 'hugetlb', 'pids', 'rdma', 'misc'] as const;
export type Controller = (typeof CONTROLLERS)[number];

/** How often an allocation tries before the OOM killer comes, and after it: measured with Linux 6.12. */
const TRIES_BEFORE_OOM = 35;

/** One group of cgroup v2: its limits and those who live in it. */
export class Cgroup extends CgroupLimits {
  readonly parent: Cgroup | undefined;
  readonly name: string;
  readonly children: Map<string, Cgroup> = new SparseMap();
  readonly processes = new Set<Process>();
  /** cgroup.subtree_control: what its children can be limited by. */
  readonly subtree: Set<Controller> = new SparseSet();
  #lastPeriod = -1;
  #restedIn = -1;
  #frozen = false;

  /** @param needs what its parent enables for it; nothing when it is made with mkdir, all when by Docker or for it */
  constructor(name: string, parent: Cgroup | undefined, needs: readonly Controller[] = CONTROLLERS) {
    super();
    this.name = name;
    this.parent = parent;
    if (parent === undefined) this.enable(CONTROLLERS);
    parent?.children.set(name, this);
    parent?.enable(needs);
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

  /** For pids.peak. @param threads that count for a moment beside the processes */
  notePeak(threads = 0): void {
    for (const group of this.lineage()) {
      if (group.controllers.has('pids')) group.pidsPeak = Math.max(group.pidsPeak, group.processCount() + threads);
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
      if (group.memoryHigh !== undefined && group.memoryCurrent > group.memoryHigh) group.memoryThrottled++;
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
    this.memoryRefused += TRIES_BEFORE_OOM;
    this.outOfMemory++;
    const victims = this.oomGroup ? [...this.members()] : [this.#largest(first)];
    this.oomKills += victims.length;
    for (const process of victims) process.deliver('KILL');
    this.onOomKill?.();
  }

  uncharge(bytes: number): void {
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

  /** Groups: itself and those below; only those that have a controller, if one is named. */
  size(controller?: Controller): number {
    return [...this.#subtree()].filter((group) => controller === undefined || group.controllers.has(controller)).length;
  }

  /** Whether a group may be made in this one: cgroup.max.descendants and cgroup.max.depth, here and around. */
  mayHaveChild(): boolean {
    let depth = 1;
    for (const group of this.lineage()) {
      if (group.size() > (group.maxDescendants ?? Infinity) || depth > (group.maxDepth ?? Infinity)) return false;
      depth++;
    }
    return true;
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
