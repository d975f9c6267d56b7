import type { Kernel } from '../kernel.ts';
import type { PidNamespace } from '../pid-namespace.ts';
import { directory, symlink, VirtualFileSystem, type VirtualNode } from '../virtual-file-system.ts';
import { machineFiles } from './machine.ts';
import { processDirectory } from './process-directory.ts';
import { sysctlDirectory } from './sysctl.ts';

/** /proc of a PID namespace: whoever reads it sees the ids of that namespace. */
export function createProc(kernel: Kernel, pids: PidNamespace): VirtualFileSystem {
  const fixed: Readonly<Record<string, VirtualNode>> = {
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
  };
  /** Id of the process that asks; undefined for one that isn't visible here. */
  const reader = () => kernel.current?.pidIn(pids);
  const self = (suffix: (pid: number) => string): VirtualNode => ({
    type: 'symlink',
    target: () => suffix(reader() ?? 0),
  });
  const links: Readonly<Record<string, VirtualNode>> = {
    self: self(String),
    'thread-self': self((pid) => `${pid}/task/${pid}`),
  };
  return new VirtualFileSystem({
    type: 'proc',
    dev: kernel.nextDevice(),
    now: () => kernel.clock.now(),
    root: {
      type: 'directory',
      names: () => [...[...pids.processes.keys()].map(String), ...Object.keys(fixed), ...Object.keys(links)],
      find: (name) => {
        if (Object.hasOwn(links, name)) return reader() === undefined ? undefined : links[name];
        if (Object.hasOwn(fixed, name)) return fixed[name];
        const process = /^[1-9]\d*$/.test(name) ? pids.processes.get(Number(name)) : undefined;
        return process && processDirectory(process, pids);
      },
    },
  });
}
