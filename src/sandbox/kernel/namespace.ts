import type { NetNamespace } from './net/namespace.ts';
import type { MountNamespace } from './fs/mount-namespace.ts';
import type { PidNamespace } from './pid-namespace.ts';

export const NAMESPACE_KINDS = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'] as const;
export type NamespaceKind = (typeof NAMESPACE_KINDS)[number];

/** What `unshare --uts` makes: a host name of one's own. */
export interface UtsNamespace {
  readonly inode: number;
  hostname: string;
  domainname: string;
  /** What programs for another architecture are told, as their emulator answers for the kernel: `aarch64`. */
  readonly machine?: string;
}

/** System V IPC and POSIX message queues: a namespace of them is an identity and its settings here. */
export interface IpcNamespace {
  readonly inode: number;
  /** By name below /proc/sys: `kernel/shmmax`. */
  readonly sysctls: Map<string, string>;
}

export interface IdMapping {
  readonly inside: number;
  readonly outside: number;
  readonly count: number;
}

/** Ids in `outside` are those of the host, also in nested namespaces. */
export interface UserNamespace {
  readonly inode: number;
  readonly parent: UserNamespace | undefined;
  /** User who made it. */
  readonly owner: number;
  uidMap: readonly IdMapping[];
  gidMap: readonly IdMapping[];
  /** /proc/PID/setgroups says `deny`. */
  setgroupsDenied?: boolean;
}

/** An id of the host as a user namespace shows it; undefined where nothing maps to it. */
export function insideId(map: readonly IdMapping[], id: number): number | undefined {
  const range = map.find(({ outside, count }) => id >= outside && id < outside + count);
  return range && range.inside + id - range.outside;
}

/** The host's id for one of a user namespace. */
export function outsideId(map: readonly IdMapping[], id: number): number | undefined {
  const range = map.find(({ inside, count }) => id >= inside && id < inside + count);
  return range && range.outside + id - range.inside;
}

/** What ids without a mapping look like: `nobody`. */
export const OVERFLOW_ID = 65_534;

/** Which cgroup a process sees as `/`. */
export interface CgroupNamespace {
  readonly inode: number;
  readonly root: string;
}

/** Offsets of the monotonic and boot-time clocks, in seconds. */
export interface TimeNamespace {
  readonly inode: number;
  readonly monotonic: number;
  readonly boottime: number;
}

/** The eight namespaces a process lives in. Processes share the objects; `inode` is what `readlink /proc/self/ns/uts` shows. */
export interface Namespaces {
  readonly cgroup: CgroupNamespace;
  readonly ipc: IpcNamespace;
  readonly mnt: MountNamespace;
  readonly net: NetNamespace;
  readonly pid: PidNamespace;
  readonly time: TimeNamespace;
  readonly user: UserNamespace;
  readonly uts: UtsNamespace;
}

/** In which user namespace capabilities over a namespace are asked for; without an entry: the host's. */
const owners = new WeakMap<object, UserNamespace>();

export const setOwner = (namespace: object, owner: UserNamespace): void => void owners.set(namespace, owner);

/** Whether capabilities of a user namespace count for what belongs to `namespace`: its owner's, and those of the owner's parents. */
export function reaches(user: UserNamespace, namespace: object): boolean {
  for (let owner = owners.get(namespace); owner !== undefined; owner = owner.parent) if (owner === user) return true;
  return user.parent === undefined;
}
