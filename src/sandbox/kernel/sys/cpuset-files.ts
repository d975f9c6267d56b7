import type { Cgroup } from '../cgroup.ts';
import { parseCpuSet } from '../cpu-set.ts';
import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';
import { both, read } from './cgroup-file.ts';

const ALL_CPUS = '0-3';

/** CPUs or memory nodes of a group. A group without its own has those of the groups around it. */
export const cpusetFiles = (group: Cgroup): Record<string, VirtualFile> => ({
  'cpuset.cpus': line(
    () => group.cpus,
    (text) => (group.cpus = parseCpuSet(text, 3, 'ERANGE')),
  ),
  'cpuset.cpus.effective': read(() => effectiveCpus(group)),
  'cpuset.cpus.exclusive': line(() => '', refuseChange),
  'cpuset.cpus.exclusive.effective': read(() => '\n'),
  'cpuset.cpus.partition': both(() => 'member', refusePartition),
  'cpuset.mems': line(
    () => group.mems,
    (text) => (group.mems = parseCpuSet(text, 0, 'EINVAL')),
  ),
  'cpuset.mems.effective': read(() => 0),
});

/** A list of which an empty one is a line, too. */
const line = (text: () => string, write: (text: string) => void): VirtualFile => ({
  ...both(text, write),
  read: () => `${text()}\n`,
});

/** Every group is a member: partitions aren't simulated. */
function refusePartition(text: string): void {
  if (text === 'member') return;
  throw new Errno(text === 'root' || text === 'isolated' ? 'EOPNOTSUPP' : 'EINVAL');
}

function refuseChange(text: string): void {
  if (text !== '') throw new Errno('EOPNOTSUPP');
}

function effectiveCpus(group: Cgroup): string {
  for (const { cpus } of group.lineage()) if (cpus !== '') return cpus;
  return ALL_CPUS;
}
