import { Cgroup, CONTROLLERS } from '../cgroup.ts';
import { controllerFiles } from './controllers.ts';
import { both, lines, read } from './cgroup-file.ts';
import { writeSubtreeControl } from './subtree-control.ts';
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
    mode: 0o755,
    names: () => [...Object.keys(filesNow()), ...group.children.keys()],
    find: (name) => {
      const child = group.children.get(name);
      return child === undefined ? filesNow()[name] : groupDirectory(kernel, child);
    },
    make: (name) => {
      if (name.includes('\n')) throw new Errno('EINVAL');
      new Cgroup(name, group, { byHand: true });
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
      () => 'max',
      () => undefined,
    ),
    'cgroup.max.descendants': both(
      () => 'max',
      () => undefined,
    ),
    'cgroup.procs': both(
      () => processIds(kernel, group),
      (text) => adopt(kernel, group, text),
    ),
    'cgroup.stat': read(() => lines({ nr_descendants: descendants(group), nr_dying_descendants: 0 })),
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

const descendants = (group: Cgroup): number =>
  [...group.children.values()].reduce((sum, child) => sum + 1 + descendants(child), 0);

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
  'cgroup.kill': {
    type: 'file',
    mode: 0o200,
    write: (text) => {
      if (text.trim() !== '1') throw new Errno(/^\d+$/.test(text.trim()) ? 'ERANGE' : 'EINVAL');
      killAll(group);
    },
  },
  'cgroup.type': read(() => 'domain'),
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
  if (group.parent !== undefined && group.subtree.size > 0) throw new Errno('EBUSY');
  group.adopt(process);
}

function killAll(group: Cgroup): void {
  for (const process of group.members()) process.deliver('KILL');
}
