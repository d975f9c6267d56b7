import type { Cgroup, Controller } from '../cgroup.ts';
import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';
import { both, inRange, lines, max, parseCount, parseLimit, read } from './cgroup-file.ts';

type Files = Record<string, VirtualFile>;

const NO_PRESSURE = 'avg10=0.00 avg60=0.00 avg300=0.00 total=0';
const pressure = (): VirtualFile => read(() => `some ${NO_PRESSURE}\nfull ${NO_PRESSURE}`);

/** Files that a group has because of its controllers; the root has only what counts. */
export function controllerFiles(group: Cgroup, isRoot: boolean): Files {
  const has = (name: Controller) => group.controllers.has(name);
  return {
    ...cpuStat(group),
    'cpu.pressure': pressure(),
    'io.pressure': pressure(),
    'memory.pressure': pressure(),
    ...(isRoot ? { 'cpuset.cpus.effective': read(() => '0-3'), 'cpuset.mems.effective': read(() => 0) } : {}),
    ...(!isRoot && has('cpu') && cpuFiles(group)),
    ...(!isRoot && has('cpuset') && cpusetFiles(group)),
    ...((isRoot || has('io')) && { 'io.stat': read(() => '') }),
    ...(!isRoot && has('io') && ioFiles(group)),
    ...((isRoot || has('memory')) && { 'memory.stat': read(() => memoryStat(group)) }),
    ...(!isRoot && has('memory') && memoryFiles(group)),
    ...(!isRoot && has('pids') && pidsFiles(group)),
  };
}

function cpuStat(group: Cgroup): Files {
  const usec = () => Math.round(group.cpuTime() * 1000);
  const throttling = () => ({
    nr_periods: group.periods,
    nr_throttled: group.throttled,
    throttled_usec: Math.round(group.throttledTime * 1000),
    nr_bursts: 0,
    burst_usec: 0,
  });
  return {
    'cpu.stat': read(() =>
      lines({
        usage_usec: usec(),
        user_usec: usec(),
        system_usec: 0,
        ...(group.parent !== undefined && group.controllers.has('cpu') && throttling()),
      }),
    ),
  };
}

const cpuFiles = (group: Cgroup): Files => ({
  'cpu.idle': both(
    () => 0,
    (text) => void inRange(text, 0, 1),
  ),
  'cpu.max': both(
    () => `${max(group.cpuQuota)} ${group.cpuPeriod}`,
    (text) => setCpuMax(group, text),
  ),
  'cpu.max.burst': both(
    () => 0,
    (text) => void inRange(text, 0, 1_000_000),
  ),
  'cpu.weight': both(
    () => group.cpuWeight,
    (text) => (group.cpuWeight = inRange(text, 1, 10_000)),
  ),
});

/** `QUOTA PERIOD`, both in microseconds. */
function setCpuMax(group: Cgroup, text: string): void {
  const [quota = 'max', period = String(group.cpuPeriod)] = text.split(/\s+/);
  const numbers = [...(quota === 'max' ? [] : [quota]), period];
  for (const number of numbers) if (!/^\d+$/.test(number) || Number(number) < 1_000) throw new Errno('EINVAL');
  if (Number(period) > 1_000_000) throw new Errno('EINVAL');
  group.cpuQuota = quota === 'max' ? undefined : Number(quota);
  group.cpuPeriod = Number(period);
}

const cpusetFiles = (group: Cgroup): Files => ({
  'cpuset.cpus': both(
    () => group.cpus,
    (text) => {
      if (!/^[\d,-]*$/.test(text) || (text.match(/\d+/g) ?? []).some((cpu) => Number(cpu) > 1023))
        throw new Errno('EINVAL');
      group.cpus = text;
    },
  ),
  'cpuset.cpus.effective': read(() => (group.cpus === '' ? '0-3' : group.cpus)),
  'cpuset.mems': both(
    () => group.mems,
    (text) => {
      if (!/^0?$/.test(text)) throw new Errno('EINVAL');
      group.mems = text;
    },
  ),
  'cpuset.mems.effective': read(() => 0),
});

const IO_LIMITS = ['rbps', 'wbps', 'riops', 'wiops'] as const;
/** The machine's one disk; limits are for whole disks. */
const DISK = '8:0';

/** `8:0 rbps=1048576 wiops=max`: what is left out stays. They are kept and shown; a simulated disk takes no time. */
function setIoMax(group: Cgroup, text: string): void {
  const [device = '', ...words] = text.split(/\s+/);
  if (!/^\d+:\d+$/.test(device)) throw new Errno('EINVAL');
  if (device !== DISK) throw new Errno('ENODEV');
  const before = (group.ioMax.get(device) ?? '').split(' ');
  const value = new Map([...before, ...words].map((word): [string, string] => [word.split('=', 1)[0] ?? '', word]));
  for (const word of words) {
    if (!/^(rbps|wbps|riops|wiops)=(max|[1-9]\d*)$/.test(word)) throw new Errno('EINVAL');
  }
  const limits = IO_LIMITS.map((name) => value.get(name) ?? `${name}=max`);
  if (limits.every((limit) => limit.endsWith('=max'))) group.ioMax.delete(device);
  else group.ioMax.set(device, limits.join(' '));
}

const ioFiles = (group: Cgroup): Files => ({
  'io.max': both(
    () => [...group.ioMax].map(([device, limits]) => `${device} ${limits}`).join('\n'),
    (text) => setIoMax(group, text),
  ),
  'io.weight': both(
    () => `default ${group.ioWeight}`,
    (text) => void (group.ioWeight = inRange(text.replace(/^default\s+/, ''), 1, 10_000)),
  ),
});

const memoryStat = ({ memoryCurrent }: Cgroup): string =>
  lines({ anon: memoryCurrent, file: 0, kernel: 0, slab: 0, inactive_file: 0, active_file: 0, pgfault: 0 });

function memoryFiles(group: Cgroup): Files {
  const events = () =>
    lines({
      low: 0,
      high: 0,
      max: group.memoryRefused,
      oom: group.memoryRefused,
      oom_kill: group.oomKills,
      oom_group_kill: group.oomGroup ? Math.min(1, group.oomKills) : 0,
    });
  return {
    'memory.current': read(() => group.memoryCurrent),
    'memory.events': read(events),
    'memory.events.local': read(events),
    'memory.high': both(
      () => max(group.memoryHigh),
      (text) => (group.memoryHigh = parseLimit(text)),
    ),
    'memory.low': both(
      () => (group.memoryLow === Infinity ? 'max' : group.memoryLow),
      (text) => (group.memoryLow = parseLimit(text) ?? Infinity),
    ),
    'memory.max': both(
      () => max(group.memoryMax),
      (text) => group.limitMemory(parseLimit(text)),
    ),
    'memory.min': both(
      () => (group.memoryMin === Infinity ? 'max' : group.memoryMin),
      (text) => (group.memoryMin = parseLimit(text) ?? Infinity),
    ),
    'memory.oom.group': both(
      () => (group.oomGroup ? 1 : 0),
      (text) => (group.oomGroup = inRange(text, 0, 1) === 1),
    ),
    'memory.peak': read(() => group.memoryPeak),
    'memory.swap.current': read(() => 0),
    'memory.swap.events': read(() => lines({ high: 0, max: 0, fail: 0 })),
    'memory.swap.max': both(
      () => max(group.swapMax),
      (text) => (group.swapMax = parseLimit(text)),
    ),
  };
}

const pidsFiles = (group: Cgroup): Files => ({
  'pids.current': read(() => group.processCount()),
  'pids.events': read(() => lines({ max: group.pidsRefused })),
  'pids.max': both(
    () => max(group.pidsMax),
    (text) => (group.pidsMax = parseCount(text)),
  ),
  'pids.peak': read(() => Math.max(group.pidsPeak, group.processCount())),
});
