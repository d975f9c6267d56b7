import { Cgroup } from '../kernel/cgroup.ts';
import { parseCpuSet } from '../kernel/cpu-set.ts';
import { CPUS } from '../kernel/proc/machine.ts';
import type { CgroupLimits } from './spec.ts';

/** Makes the groups of a path that aren't there yet; the last one gets the limits. */
export function makeCgroup(root: Cgroup, path: string, limits: CgroupLimits): Cgroup {
  let group = root;
  for (const name of path.split('/')) {
    if (name !== '') group = group.children.get(name) ?? new Cgroup(name, group);
  }
  limitCgroup(group, limits);
  return group;
}

export function limitCgroup(group: Cgroup, limits: CgroupLimits): void {
  group.memoryMax = limits.memory;
  group.memoryLow = limits.memoryLow ?? 0;
  group.swapMax = limits.swap;
  group.pidsMax = limits.pids;
  group.cpuQuota = limits.cpuQuota;
  group.cpuPeriod = limits.cpuPeriod ?? 100_000;
  group.cpuWeight = limits.cpuWeight ?? 100;
  group.cpuShares = limits.cpuShares;
  group.swappiness = limits.swappiness ?? 60;
  group.cpus = parseCpuSet(limits.cpus ?? '', CPUS - 1, 'ERANGE');
  group.mems = parseCpuSet(limits.mems ?? '', 0, 'EINVAL');
  group.ioWeight = limits.ioWeight ?? 100;
  group.ioMax.clear();
  for (const [disk, rates] of limits.io ?? []) group.ioMax.set(disk, rates);
}
