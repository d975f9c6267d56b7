import { Cgroup, CONTROLLERS } from '../cgroup.ts';
import { controllerFiles } from './controllers.ts';
import { both, inRange, lines, max, order, parseCount, read } from './cgroup-file.ts';
import { mayShareWithChildren, writeSubtreeControl } from './subtree-control.ts';
import { Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { type VirtualDirectory, VirtualFileSystem, type VirtualFile } from '../virtual-file-system.ts';

/** cgroup2, with the root that the cgroup namespace of the process that mounts it has. */
export function createCgroupFileSystem(kernel: Kernel, root: Cgroup = kernel.cgroup): VirtualFileSystem {
  return new VirtualFileSystem({
    type: 'cgroup2',
    dev: kernel.nextDevice(),
    now: kernel.now,
    root: () => groupDirectory(kernel, root),
  });
}

function groupDirectory(kernel: Kernel, group: Cgroup): VirtualDirectory {
  const filesNow = () => filesOf(kernel, group);
  return {
    type: 'directory',
    mode: group.parent === undefined ? 0o555 : 0o755,
    nlink: 2 + group.children.size,
    names: () => [...Object.keys(filesNow()), ...group.children.keys()],
    find: (name) => {
      const child = group.children.get(name);
      return child === undefined ? filesNow()[name] : groupDirectory(kernel, child);
    },
    make: (name) => {
      if (name.includes('\n')) throw new Errno('EINVAL');
      if (!group.mayHaveChild()) throw new Errno('EAGAIN');
      new Cgroup(name, group, []);
    },
    remove: (name) => {
      const child = group.children.get(name);
      if (child === undefined) throw new Errno('EPERM');
      if (!child.remove()) throw new Errno('EBUSY');
    },
  };
}

function filesOf(kernel: Kernel, group: Cgroup): Readonly<Record<string, VirtualFile>> {
  const common: Record<string, VirtualFile> = {
    'cgroup.controllers': read(() => CONTROLLERS.filter((name) => group.controllers.has(name)).join(' ')),
    'cgroup.max.depth': both(
      () => max(group.maxDepth),
      (text) => (group.maxDepth = parseCount(text)),
    ),
    'cgroup.max.descendants': both(
      () => max(group.maxDescendants),
      (text) => (group.maxDescendants = parseCount(text)),
    ),
    'cgroup.pressure': both(
      () => (group.pressure ? 1 : 0),
      (text) => (group.pressure = inRange(text, 0, 1) === 1),
    ),
    'cgroup.procs': both(
      () => processIds(kernel, group),
      (text) => adopt(kernel, group, text),
    ),
    'cgroup.stat': read(() => statistics(group)),
    'cgroup.subtree_control': both(
      () => CONTROLLERS.filter((name) => group.subtree.has(name)).join(' '),
      (text) => writeSubtreeControl(group, text),
    ),
    'cgroup.threads': both(
      () => processIds(kernel, group),
      (text) => adopt(kernel, group, text),
    ),
  };
  const isRoot = group.parent === undefined;
  return { ...common, ...(isRoot ? {} : ownFiles(group)), ...controllerFiles(group, isRoot) };
}

/** Which controllers cgroup.stat counts, in its order; perf_event is in every group. */
const COUNTED = ['cpuset', 'cpu', 'io', 'memory', 'perf_event', 'hugetlb', 'pids', 'rdma', 'misc'] as const;

/** Groups below, and how many of them and of itself have each controller. */
const statistics = (group: Cgroup): string =>
  lines({
    nr_descendants: group.size() - 1,
    ...Object.fromEntries(
      COUNTED.map((name) => [`nr_subsys_${name}`, group.size(name === 'perf_event' ? undefined : name)]),
    ),
    nr_dying_descendants: 0,
    ...Object.fromEntries(COUNTED.map((name) => [`nr_dying_subsys_${name}`, 0])),
  });

/** What every group but the root has. */
const ownFiles = (group: Cgroup): Record<string, VirtualFile> => ({
  'cgroup.events': read(() => lines({ populated: group.populated ? 1 : 0, frozen: group.frozen ? 1 : 0 })),
  'cgroup.freeze': both(
    () => (group.selfFrozen ? 1 : 0),
    (text) => {
      if (text !== '0' && text !== '1') throw new Errno(/^\d+$/.test(text) ? 'ERANGE' : 'EINVAL');
      if (text === '1') group.freeze();
      else group.thaw();
    },
  ),
  'cgroup.kill': order((text) => {
    if (text !== '1') throw new Errno(/^\d+$/.test(text) ? 'ERANGE' : 'EINVAL');
    killAll(group);
  }),
  'cgroup.type': both(
    () => 'domain',
    // Threads have no groups of their own here.
    (text) => {
      throw new Errno(text === 'threaded' ? 'EOPNOTSUPP' : 'EINVAL');
    },
  ),
});

/** Ids as the reader sees them; 0 for those outside of its namespace. */
function processIds(kernel: Kernel, group: Cgroup): string {
  const pids = (kernel.current?.namespaces ?? kernel.namespaces).pid;
  const living = [...group.processes].filter(({ status }) => status === undefined);
  return living.map((process) => process.pidIn(pids) ?? 0).join('\n');
}

function adopt(kernel: Kernel, group: Cgroup, text: string): void {
  const pids = (kernel.current?.namespaces ?? kernel.namespaces).pid;
  if (!/^\d+$/.test(text)) throw new Errno('EINVAL');
  const process = text === '0' ? kernel.current : pids.processes.get(Number(text));
  if (process === undefined) throw new Errno('ESRCH');
  if (group.subtree.size > 0 && !mayShareWithChildren(group)) throw new Errno('EBUSY');
  group.adopt(process);
}

function killAll(group: Cgroup): void {
  for (const process of group.members()) process.deliver('KILL');
}
