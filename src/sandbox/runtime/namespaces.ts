import type { Kernel } from '../kernel/kernel.ts';
import { createIpcNamespace } from '../kernel/ipc-namespace.ts';
import type { Namespaces } from '../kernel/namespace.ts';
import { PidNamespace } from '../kernel/pid-namespace.ts';
import { pivotedMounts } from './root.ts';
import type { ContainerSpec } from './spec.ts';

/** The namespaces that a container's first process will live in: new ones, those of others, the host's. */
export function makeNamespaces(kernel: Kernel, spec: ContainerSpec): Namespaces {
  const { uts, ipc, pid, cgroup, net } = spec.namespaces;
  const host = kernel.namespaces;
  const inode = () => kernel.nextInode();
  const { hostname, domainname, machine } = spec;
  const own = { hostname, domainname, ...(machine !== undefined && { machine }) };
  return {
    ...host,
    mnt: pivotedMounts(spec, inode()),
    uts: uts === 'new' ? { inode: inode(), ...own } : (uts ?? host.uts),
    ipc: ipc === 'new' ? createIpcNamespace(inode()) : (ipc ?? host.ipc),
    pid: pid === 'new' ? new PidNamespace(inode(), host.pid) : (pid ?? host.pid),
    cgroup: cgroup === 'new' ? { inode: inode(), root: spec.cgroupPath } : (cgroup ?? host.cgroup),
    net,
  };
}
