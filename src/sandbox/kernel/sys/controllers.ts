import type { Cgroup, Controller } from '../cgroup.ts';
import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';
import { both, lines, max, parseLimit, parseProcesses, read } from './cgroup-file.ts';
import { cpuCounts, cpuFiles } from './cpu-files.ts';
import { cpusetFiles } from './cpuset-files.ts';
import { ioFiles } from './io-files.ts';
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
