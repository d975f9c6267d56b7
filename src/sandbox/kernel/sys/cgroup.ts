import { Cgroup } from '../cgroup.ts';
import { Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { type VirtualDirectory, VirtualFileSystem, type VirtualFile } from '../virtual-file-system.ts';

const CONTROLLERS = 'cpuset cpu io memory pids';
const PERIOD = 100_000;

/** cgroup2, with the root that the cgroup namespace of the process that mounts it has. */
export function createCgroupFileSystem(kernel: Kernel, root: Cgroup = kernel.cgroup): VirtualFileSystem {
  return new VirtualFileSystem({
    type: 'cgroup2',
    dev: kernel.nextDevice(),
    now: () => kernel.clock.now(),
    root: groupDirectory(kernel, root),
  });
}

function groupDirectory(kernel: Kernel, group: Cgroup): VirtualDirectory {
  const files = filesOf(kernel, group);
  return {
    type: 'directory',
    mode: 0o755,
    names: () => [...Object.keys(files), ...group.children.keys()],
    find: (name) => {
      const child = group.children.get(name);
      return child === undefined ? files[name] : groupDirectory(kernel, child);
    },
    make: (name) => {
      if (Object.hasOwn(files, name)) throw new Errno('EEXIST');
      new Cgroup(name, group);
    },
    remove: (name) => {
      const child = group.children.get(name);
      if (child === undefined) throw new Errno('EPERM');
      if (!child.remove()) throw new Errno('EBUSY');
    },
  };
}

const max = (value: number | undefined): string | number => value ?? 'max';
const lines = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join('\n');

/** `max`, or a number of bytes with a suffix K, M or G, as the kernel's memparse reads it. */
function parseLimit(text: string): number | undefined {
  if (text === 'max') return undefined;
  const [, digits, suffix = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  if (digits === undefined) throw new Errno('EINVAL');
  return Number(digits) * 1024 ** ('kmg'.indexOf(suffix.toLowerCase() || ' ') + 1);
}

function filesOf(kernel: Kernel, group: Cgroup): Readonly<Record<string, VirtualFile>> {
  const read = (text: () => string | number): VirtualFile => ({ type: 'file', read: () => withNewline(text()) });
  const both = (text: () => string | number, write: (text: string) => void): VirtualFile => ({
    ...read(text),
    write: (written) => write(written.trim()),
  });
  const usec = () => Math.round(group.cpuTime() * 1000);
  const common: Record<string, VirtualFile> = {
    'cgroup.controllers': read(() => CONTROLLERS),
    'cgroup.max.depth': read(() => 'max'),
    'cgroup.procs': both(
      () => processIds(kernel, group),
      (text) => adopt(kernel, group, text),
    ),
    'cgroup.stat': read(() => lines({ nr_descendants: group.children.size, nr_dying_descendants: 0 })),
    'cgroup.subtree_control': both(() => CONTROLLERS, checkControllers),
    'cgroup.threads': read(() => processIds(kernel, group)),
    'cpu.stat': read(() =>
      lines({
        usage_usec: usec(),
        user_usec: usec(),
        system_usec: 0,
        nr_periods: group.throttled,
        nr_throttled: group.throttled,
        throttled_usec: 0,
      }),
    ),
    'memory.stat': read(() =>
      lines({ anon: group.memoryCurrent, file: 0, kernel: 0, slab: 0, inactive_file: 0, active_file: 0, pgfault: 0 }),
    ),
  };
  if (group.parent === undefined) return common;
  return {
    ...common,
    'cgroup.events': read(() => lines({ populated: group.populated ? 1 : 0, frozen: group.selfFrozen ? 1 : 0 })),
    'cgroup.freeze': both(
      () => (group.selfFrozen ? 1 : 0),
      (text) => (text === '1' ? group.freeze() : group.thaw()),
    ),
    'cgroup.kill': { type: 'file', mode: 0o200, write: () => killAll(group) },
    'cgroup.type': read(() => 'domain'),
    'cpu.max': both(
      () => `${max(group.cpuQuota)} ${group.cpuPeriod}`,
      (text) => setCpuMax(group, text),
    ),
    'cpu.weight': both(
      () => group.cpuWeight,
      (text) => (group.cpuWeight = inRange(text, 1, 10_000)),
    ),
    'cpuset.cpus': both(
      () => group.cpus,
      (text) => (group.cpus = text),
    ),
    'cpuset.cpus.effective': read(() => (group.cpus === '' ? '0-3' : group.cpus)),
    'cpuset.mems': both(
      () => group.mems,
      (text) => (group.mems = text),
    ),
    'cpuset.mems.effective': read(() => (group.mems === '' ? '0' : group.mems)),
    'io.stat': read(() => ''),
    'memory.current': read(() => group.memoryCurrent),
    'memory.events': read(() =>
      lines({ low: 0, high: 0, max: group.oomKills, oom: group.oomKills, oom_kill: group.oomKills, oom_group_kill: 0 }),
    ),
    'memory.high': read(() => 'max'),
    'memory.low': both(
      () => group.memoryLow,
      (text) => (group.memoryLow = parseLimit(text) ?? Infinity),
    ),
    'memory.max': both(
      () => max(group.memoryMax),
      (text) => (group.memoryMax = parseLimit(text)),
    ),
    'memory.min': read(() => 0),
    'memory.peak': read(() => group.memoryPeak),
    'memory.swap.current': read(() => 0),
    'memory.swap.max': both(
      () => max(group.swapMax),
      (text) => (group.swapMax = parseLimit(text)),
    ),
    'pids.current': read(() => group.processCount()),
    'pids.events': read(() => lines({ max: group.pidsRefused })),
    'pids.max': both(
      () => max(group.pidsMax),
      (text) => (group.pidsMax = parseLimit(text)),
    ),
    'pids.peak': read(() => group.processCount()),
  };
}

const withNewline = (value: string | number): string => (value === '' ? '' : `${value}\n`);

/** Ids as the reader sees them; 0 for those outside of its namespace. */
function processIds(kernel: Kernel, group: Cgroup): string {
  const pids = (kernel.current?.namespaces ?? kernel.namespaces).pid;
  return [...group.processes].map((process) => process.pidIn(pids) ?? 0).join('\n');
}

function adopt(kernel: Kernel, group: Cgroup, text: string): void {
  const pids = (kernel.current?.namespaces ?? kernel.namespaces).pid;
  if (!/^\d+$/.test(text)) throw new Errno('EINVAL');
  const process = text === '0' ? kernel.current : pids.processes.get(Number(text));
  if (process === undefined) throw new Errno('ESRCH');
  group.adopt(process);
}

function checkControllers(text: string): void {
  for (const word of text.split(/\s+/)) {
    if (!/^[+-]/.test(word) || !CONTROLLERS.split(' ').includes(word.slice(1))) throw new Errno('EINVAL');
  }
}

function killAll(group: Cgroup): void {
  for (const process of group.members()) process.deliver('KILL');
}

function inRange(text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most) throw new Errno('EINVAL');
  return number;
}

function setCpuMax(group: Cgroup, text: string): void {
  const [quota = 'max', period = String(PERIOD)] = text.split(/\s+/);
  const newPeriod = inRange(period, 1_000, 1_000_000);
  group.cpuQuota = quota === 'max' ? undefined : inRange(quota, 1_000, Number.MAX_SAFE_INTEGER);
  group.cpuPeriod = newPeriod;
}
