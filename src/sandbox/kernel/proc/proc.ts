import type { Kernel } from '../kernel.ts';
import type { PidNamespace } from '../pid-namespace.ts';
import {
  directory,
  symlink,
  type VirtualDirectory,
  VirtualFileSystem,
  type VirtualNode,
} from '../virtual-file-system.ts';
import { machineFiles } from './machine.ts';
import { processDirectory } from './process-directory.ts';
import { sysctlDirectory } from './sysctl.ts';

/** /proc of a PID namespace: whoever reads it sees the ids of that namespace. */
export function createProc(kernel: Kernel, pids: PidNamespace): VirtualFileSystem {
  return new VirtualFileSystem({
    type: 'proc',
    dev: kernel.nextDevice(),
    now: kernel.now,
    root: () => rootDirectory(kernel, pids),
  });
}

function rootDirectory(kernel: Kernel, pids: PidNamespace): VirtualDirectory {
  /** Id of the process that asks; undefined for one that isn't visible here. */
  const reader = () => kernel.current?.pidIn(pids);
  return {
    type: 'directory',
    names: () => [...[...pids.processes.keys()].map(String), ...Object.keys(fixedNodes(kernel, pids)), ...SELF],
    find: (name) => {
      if (/^[1-9]\d*$/.test(name)) {
        const process = pids.processes.get(Number(name));
        return process && processDirectory(process, pids);
      }
      if (SELF.includes(name)) {
        const pid = reader();
        return pid === undefined ? undefined : symlink(name === 'self' ? String(pid) : `${pid}/task/${pid}`);
      }
      const fixed = fixedNodes(kernel, pids);
      return Object.hasOwn(fixed, name) ? fixed[name] : undefined;
    },
  };
}

const SELF = ['self', 'thread-self'];

const fixedNodes = (kernel: Kernel, pids: PidNamespace): Readonly<Record<string, VirtualNode>> => ({
  ...machineFiles(kernel, pids),
  acpi: directory({}),
  bus: directory({}),
  driver: directory({}),
  fs: directory({}),
  irq: directory({}),
  tty: directory({}),
  mounts: symlink('self/mounts'),
  net: symlink('self/net'),
  sys: sysctlDirectory(kernel),
});
