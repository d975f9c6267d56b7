import type { Cgroup, Controller } from '../cgroup.ts';
import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';
import { both, inRange, lines, max, parseLimit, parseProcesses, read } from './cgroup-file.ts';
import { cpuCounts, cpuFiles } from './cpu-files.ts';
import { cpusetFiles } from './cpuset-files.ts';
import { memoryCounts, memoryFiles } from './memory-files.ts';

type Files = Record<string, VirtualFile>;

const FILES: Readonly<Record<Controller, (group: Cgroup) => Files>> = {
  cpuset: cpusetFiles,
  cpu: cpuFiles,
  io: ioFiles,
  memory: (group) => ({ ...memoryCounts(group), ...memoryFiles(group) }),
  hugetlb: hugePageFiles,
  pids: pidsFiles,
  rdma: () => ({ 'rdma.current': nothing(), 'rdma.max': refused() }),
  misc: () => ({
    'misc.current': nothing(),
    'misc.events': nothing(),
    'misc.events.local': nothing(),
    'misc.max': refused(),
    'misc.peak': nothing(),
  }),
};

/** Files that a group has because of its controllers; the root has only what counts. Names as with Linux 6.12. */
export function controllerFiles(group: Cgroup, isRoot: boolean): Files {
  const own = [...group.controllers].map((name) => FILES[name](group));
  return {
    ...cpuCounts(group),
    ...(group.pressure && pressureFiles()),
    ...(isRoot ? rootFiles(group) : (Object.assign({}, ...own) as Files)),
  };
}

const NO_PRESSURE = 'avg10=0.00 avg60=0.00 avg300=0.00 total=0';

function pressureFiles(): Files {
  const waits = read(() => `some ${NO_PRESSURE}\nfull ${NO_PRESSURE}`);
  return { 'cpu.pressure': waits, 'io.pressure': waits, 'memory.pressure': waits };
}

const rootFiles = (group: Cgroup): Files => ({
  'cpuset.cpus.effective': read(() => '0-3'),
  'cpuset.cpus.isolated': read(() => '\n'),
  'cpuset.mems.effective': read(() => 0),
  'io.cost.model': refused(),
  'io.cost.qos': refused(),
  'io.stat': nothing(),
  ...memoryCounts(group),
  'misc.capacity': nothing(),
  'misc.current': nothing(),
  'misc.peak': nothing(),
});

/** Of resources that this machine hasn't. */
const nothing = (): VirtualFile => read(() => '');

const refused = (): VirtualFile =>
  both(
    () => '',
    () => {
      throw new Errno('EINVAL');
    },
  );

/** Pages of 2 MiB, of which this machine has set none aside: limits are kept and shown. */
function hugePageFiles(group: Cgroup): Files {
  const limit = (name: string): VirtualFile =>
    both(
      () => max(group.hugePages.get(name)),
      (text) => {
        const bytes = parseLimit(text);
        if (bytes === undefined) group.hugePages.delete(name);
        else group.hugePages.set(name, Math.floor(bytes / HUGE) * HUGE);
      },
    );
  const events = read(() => lines({ max: 0 }));
  return {
    'hugetlb.2MB.current': read(() => 0),
    'hugetlb.2MB.events': events,
    'hugetlb.2MB.events.local': events,
    'hugetlb.2MB.max': limit('2MB'),
    'hugetlb.2MB.numa_stat': read(() => 'total=0 N0=0'),
    'hugetlb.2MB.rsvd.current': read(() => 0),
    'hugetlb.2MB.rsvd.max': limit('2MB.rsvd'),
  };
}

const HUGE = 2 * 1024 * 1024;

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
    if (!/^(rbps|wbps|riops|wiops)=(max|\d+)$/.test(word)) throw new Errno('EINVAL');
    if (/=0+$/.test(word)) throw new Errno('ERANGE');
  }
  const limits = IO_LIMITS.map((name) => value.get(name) ?? `${name}=max`);
  if (limits.every((limit) => limit.endsWith('=max'))) group.ioMax.delete(device);
  else group.ioMax.set(device, limits.join(' '));
}

function ioFiles(group: Cgroup): Files {
  return {
    'io.max': both(
      () => [...group.ioMax].map(([device, limits]) => `${device} ${limits}`).join('\n'),
      (text) => setIoMax(group, text),
    ),
    'io.weight': both(
      () => `default ${group.ioWeight}`,
      (text) => {
        // A weight for one disk: its scheduler would have to know of weights.
        if (/^\d+:\d+\s/.test(text)) throw new Errno('EOPNOTSUPP');
        group.ioWeight = inRange(text.replace(/^default\s+/, ''), 1, 10_000, 'EINVAL');
      },
    ),
    'io.stat': nothing(),
  };
}

function pidsFiles(group: Cgroup): Files {
  const events = read(() => lines({ max: group.pidsRefused }));
  return {
    'pids.current': read(() => group.processCount()),
    'pids.events': events,
    'pids.events.local': events,
    'pids.max': both(
      () => max(group.pidsMax),
      (text) => (group.pidsMax = parseProcesses(text)),
    ),
    'pids.peak': read(() => Math.max(group.pidsPeak, group.processCount())),
  };
}
