import type { DeviceRule } from './device-filter.ts';
import { SparseMap } from './sparse.ts';

/** Bytes or operations a second of one disk; undefined is not limited. */
export interface IoLimits {
  readonly rbps?: number | undefined;
  readonly wbps?: number | undefined;
  readonly riops?: number | undefined;
  readonly wiops?: number | undefined;
}

/** What a group of cgroup v2 is limited to, and what it has counted. `undefined` where there is no limit. */
export class CgroupLimits {
  /** Bytes. */
  memoryMax: number | undefined;
  /** Bytes its processes and those below have asked for. */
  memoryCurrent = 0;
  memoryPeak = 0;
  /** Bytes of memory.swap.max. */
  swapMax: number | undefined;
  swapHigh: number | undefined;
  zswapMax: number | undefined;
  memoryLow = 0;
  memoryMin = 0;
  memoryHigh: number | undefined;
  /** Times memory.high was exceeded. */
  memoryThrottled = 0;
  /** memory.oom.group: all die together. */
  oomGroup = false;
  /** Times memory.max was reached. */
  memoryRefused = 0;
  /** Times there was no way on but the OOM killer. */
  outOfMemory = 0;
  pidsMax: number | undefined;
  /** What its processes may open: an eBPF program in version 2. Without one, all devices. */
  devices: readonly DeviceRule[] | undefined;
  /** Microseconds of CPU in each period; undefined for `max`. */
  cpuQuota: number | undefined;
  cpuPeriod = 100_000;
  /** 1 to 10000. */
  cpuWeight = 100;
  /** cpu.idle: runs only when nobody else wants to. */
  idle = false;
  /** The same on the scale of version 1, where it was given so: 2 to 262144. */
  cpuShares: number | undefined;
  /** Of version 1 only; without an effect, as there is no swap. */
  swappiness = 60;
  cpus = '';
  /** Most groups below, and how deep; undefined for `max`. */
  maxDescendants: number | undefined;
  maxDepth: number | undefined;
  /** cgroup.pressure: whether it shows how long its processes wait. */
  pressure = true;
  /** Bytes of huge pages, and of those reserved, by page size. */
  readonly hugePages: Map<string, number> = new SparseMap();
  /** Memory nodes; '' is all. */
  mems = '';
  /** Periods of the CPU quota in which somebody ran, and those in which somebody had to rest. */
  periods = 0;
  throttled = 0;
  /** By major and minor number of a disk: `8:0`. */
  readonly ioMax: Map<string, IoLimits> = new SparseMap();
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
  /** Who watches memory.events. */
  onOomKill: (() => void) | undefined;
}
