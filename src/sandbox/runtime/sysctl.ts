import type { Namespaces } from '../kernel/namespace.ts';
import { OciError } from './error.ts';
import type { ContainerSpec } from './spec.ts';

/** Settings of an IPC namespace that runc allows. @see libcontainer/configs/validate/validator.go sysctl */
const OF_IPC = /^(?:fs\.mqueue\.|kernel\.(?:msg(?:max|mnb|mni)|sem|shm(?:all|max|mni|_rmid_forced))$)/;

/** @throws {OciError} for settings that are the host's, as the namespace is, or of no namespace */
export function refuseSysctls({ namespaces, sysctls }: ContainerSpec, host: Namespaces): void {
  const refuse = (name: string, why: string): never => {
    throw new OciError('other', `runc create failed: sysctl "${name}" ${why}`);
  };
  for (const name of Object.keys(sysctls)) {
    if (name.startsWith('net.')) {
      if (namespaces.net === host.net) refuse(name, 'not allowed in host network namespace');
    } else if (!OF_IPC.test(name)) refuse(name, 'is not in a separate kernel namespace');
    else if (namespaces.ipc === undefined) refuse(name, 'is not allowed in the hosts ipc namespace');
  }
}

/** Sets them in a container's own namespaces. @throws {OciError} for what isn't there, and what is no number */
export function setSysctls({ net, ipc }: Namespaces, sysctls: ContainerSpec['sysctls']): void {
  for (const [name, value] of Object.entries(sysctls)) {
    const path = name.replaceAll('.', '/');
    const isNet = name.startsWith('net.');
    const settings = isNet ? net.sysctls : ipc.sysctls;
    const key = isNet ? path.slice('net/'.length) : path;
    const place = `fsmount:fscontext:proc/./sys/${path}`;
    if (!settings.has(key)) {
      const reason = `unsafe procfs detected: openat2 ${place}: no such file or directory`;
      throw new OciError('not_found', `open sysctl ${name} file: ${reason}`);
    }
    if (!/^\s*-?\d+(?:\s+-?\d+)*\s*$/.test(value)) {
      const reason = `write ${place}: invalid argument`;
      throw new OciError('other', `failed to write sysctl ${name} = ${JSON.stringify(value)}: ${reason}`);
    }
    const words = value.trim().replaceAll(/\s+/g, '\t');
    if (isNet) net.setSysctl(key, words);
    else settings.set(key, words);
  }
}
