import type { Cgroup } from '../../cgroup.ts';
import { parseCpuSet } from '../../cpu-set.ts';
import { Errno } from '../../errno.ts';
import type { Kernel } from '../../kernel.ts';
import type { VirtualFile } from '../../virtual-file-system.ts';
import { both, inRange, lines, max, parseCount, read } from '../cgroup-file.ts';
import { blkioFiles } from '../io-files.ts';
import type { Hierarchy, LegacyCgroups } from './hierarchies.ts';
import { memoryFiles } from './memory.ts';

type Files = Record<string, VirtualFile>;

/** Files of a controller in one group; the root has only some. */
const CONTROLLERS: Readonly<Record<string, (group: Cgroup, legacy: LegacyCgroups) => Files>> = {
  cpuset: cpusetFiles,
  cpu: cpuFiles,
  cpuacct: cpuacctFiles,
  blkio: blkioFiles,
  memory: memoryFiles,
  freezer: freezerFiles,
  pids: pidsFiles,
};

export const isLegacyController = (name: string): boolean => Object.hasOwn(CONTROLLERS, name);

/** All files of a group in one hierarchy. Names, defaults and order are those of a host with Linux 6.18 and version 1. */
export function legacyFiles(legacy: LegacyCgroups, hierarchy: Hierarchy, group: Cgroup, kernel: Kernel): Files {
  const tasks = both(
    () => ids(legacy, hierarchy, group, kernel),
    (text) => legacy.join(hierarchy, group, text),
  );
  const isRoot = group.parent === undefined;
  return {
    'cgroup.clone_children': read(() => 0),
    'cgroup.procs': tasks,
    ...(isRoot && { 'cgroup.sane_behavior': read(() => 0) }),
    ...Object.assign({}, ...hierarchy.options.map((name) => CONTROLLERS[name]?.(group, legacy))),
    notify_on_release: read(() => 0),
    ...(isRoot && { release_agent: { type: 'file' as const, read: () => '\n' } }),
    tasks,
  };
}

function ids(legacy: LegacyCgroups, hierarchy: Hierarchy, group: Cgroup, kernel: Kernel): string {
  const pids = (kernel.current?.namespaces ?? kernel.namespaces).pid;
  return [...legacy.membersOf(hierarchy, group)].flatMap((process) => process.pidIn(pids) ?? []).join('\n');
}

function cpuFiles(group: Cgroup): Files {
  return {
    'cpu.cfs_period_us': both(
      () => group.cpuPeriod,
      (text) => void (group.cpuPeriod = micros(text)),
    ),
    'cpu.cfs_quota_us': both(
      () => group.cpuQuota ?? -1,
      (text) => {
        if (group.parent === undefined) throw new Errno('EINVAL');
        group.cpuQuota = text === '-1' ? undefined : micros(text, Infinity);
      },
    ),
    'cpu.shares': both(
      () => group.cpuShares ?? 1024,
      (text) => {
        if (!/^\d+$/.test(text) || group.parent === undefined) throw new Errno('EINVAL');
        group.cpuShares = Math.min(262_144, Math.max(2, Number(text)));
      },
    ),
    'cpu.stat': read(() =>
      lines({
        nr_periods: group.periods,
        nr_throttled: group.throttled,
        throttled_time: Math.round(group.throttledTime * 1e6),
        nr_bursts: 0,
        burst_time: 0,
      }),
    ),
  };
}

/** A period or a quota, µs: a millisecond at least. */
function micros(text: string, most = 1_000_000): number {
  if (!/^\d+$/.test(text) || Number(text) < 1000 || Number(text) > most) throw new Errno('EINVAL');
  return Number(text);
}

function cpuacctFiles(group: Cgroup): Files {
  const nanoseconds = () => Math.round(group.cpuTime() * 1e6);
  return {
    'cpuacct.stat': read(() => lines({ user: Math.floor(group.cpuTime() / 10), system: 0 })),
    'cpuacct.usage': read(nanoseconds),
    'cpuacct.usage_sys': read(() => 0),
    'cpuacct.usage_user': read(nanoseconds),
  };
}

/** A group made by hand has neither CPUs nor memory nodes until they are written: nobody can join it before. */
function cpusetFiles(group: Cgroup, legacy: LegacyCgroups): Files {
  const byHand = legacy.madeByHand(group);
  const shown = (own: string, all: string): string => (own === '' && !byHand ? all : own);
  const cpus = () => shown(group.cpus, '0-3');
  const mems = () => shown(group.mems, '0');
  return {
    'cpuset.cpus': {
      ...both(cpus, (text) => (group.cpus = parseCpuSet(text, 3, 'EINVAL'))),
      read: () => `${cpus()}\n`,
    },
    'cpuset.effective_cpus': { type: 'file', read: () => `${cpus()}\n` },
    'cpuset.effective_mems': { type: 'file', read: () => `${mems()}\n` },
    'cpuset.mems': {
      ...both(mems, (text) => (group.mems = parseCpuSet(text, 0, 'EINVAL'))),
      read: () => `${mems()}\n`,
    },
  };
}

function freezerFiles(group: Cgroup): Files {
  if (group.parent === undefined) return {};
  return {
    'freezer.parent_freezing': read(() => (group.frozen && !group.selfFrozen ? 1 : 0)),
    'freezer.self_freezing': read(() => (group.selfFrozen ? 1 : 0)),
    'freezer.state': both(
      () => (group.frozen ? 'FROZEN' : 'THAWED'),
      (text) => {
        if (text !== 'FROZEN' && text !== 'THAWED') throw new Errno('EINVAL');
        if (text === 'FROZEN') group.freeze();
        else group.thaw();
      },
    ),
  };
}

function pidsFiles(group: Cgroup): Files {
  if (group.parent === undefined) return {};
  return {
    'pids.current': read(() => group.processCount()),
    'pids.events': read(() => lines({ max: group.pidsRefused })),
    'pids.max': both(
      () => max(group.pidsMax),
      (text) => (group.pidsMax = text === 'max' ? undefined : inRange(String(parseCount(text)), 0, 4_194_304)),
    ),
    'pids.peak': read(() => Math.max(group.pidsPeak, group.processCount())),
  };
}
