import { createIpcNamespace } from './ipc-namespace.ts';
import { ALL_CAPABILITIES } from './credentials.ts';
import { Errno } from './errno.ts';
import { type NamespaceKind, type Namespaces, reaches, setOwner } from './namespace.ts';
import { PidNamespace } from './pid-namespace.ts';
import type { Process } from './process.ts';

type Changed = { -readonly [Kind in NamespaceKind]?: Namespaces[Kind] };

/** In which the kernel makes those that are asked for at once, so their numbers tell. @see linux kernel/nsproxy.c */
const ORDER: readonly NamespaceKind[] = ['user', 'mnt', 'uts', 'ipc', 'pid', 'cgroup', 'net', 'time'];

/** Capabilities in a user namespace that one has just made, or root's. */
const mayChangeNamespaces = (process: Process): boolean => process.has('CAP_SYS_ADMIN');

/**
 * New namespaces of these kinds, as copies of a process's own: the part that clone(2) and unshare(2) share.
 * For `pid` it is an empty one, which the first child enters as process 1.
 */
function newNamespaces(process: Process, kinds: Iterable<NamespaceKind>): Partial<Namespaces> {
  const { kernel, namespaces } = process;
  const changed: Changed = {};
  const wanted = new Set(kinds);
  for (const kind of ORDER.filter((each) => wanted.has(each))) {
    const inode = kernel.nextInode();
    switch (kind) {
      case 'uts':
        changed.uts = { ...namespaces.uts, inode };
        break;
      case 'ipc':
        changed.ipc = createIpcNamespace(inode);
        break;
      case 'mnt':
        changed.mnt = namespaces.mnt.clone(inode).mounts;
        break;
      case 'net':
        changed.net = kernel.network.createNamespace(inode);
        break;
      case 'pid':
        changed.pid = new PidNamespace(inode, process.pidNamespaceForChildren);
        break;
      case 'cgroup':
        changed.cgroup = { inode, root: process.cgroup.path };
        break;
      case 'time':
        changed.time = { ...namespaces.time, inode };
        break;
      case 'user':
        changed.user = { inode, parent: namespaces.user, owner: process.credentials.uid, uidMap: [], gidMap: [] };
        break;
    }
  }
  const owner = changed.user ?? namespaces.user;
  if (owner.parent !== undefined) {
    for (const [kind, namespace] of Object.entries(changed)) if (kind !== 'user') setOwner(namespace, owner);
  }
  return changed;
}

/**
 * unshare(2): the process leaves namespaces for new ones. A new `pid` namespace is for its children only.
 *
 * @throws {Errno} EPERM without CAP_SYS_ADMIN, unless there is a new user namespace; Docker's seccomp profile wants it
 *   for that too. @see moby profiles/seccomp/default.json
 */
export function unshare(process: Process, kinds: Iterable<NamespaceKind>): void {
  const wanted = new Set(kinds);
  const filtered = process.credentials.seccomp === 2;
  const free = wanted.size === 0 || (wanted.has('user') && !filtered);
  if (!free && !mayChangeNamespaces(process)) throw new Errno('EPERM');
  enter(process, newNamespaces(process, wanted), {});
}

/** setns(2): the process moves into namespaces that are there. @throws {Errno} EPERM; EINVAL for its own user namespace */
export function setNamespaces(process: Process, namespaces: Partial<Namespaces>): void {
  const { user, ...others } = namespaces;
  if (user === process.namespaces.user) throw new Errno('EINVAL');
  if (!mayChangeNamespaces(process)) throw new Errno('EPERM');
  const judge = user ?? process.namespaces.user;
  for (const namespace of Object.values(others)) if (!reaches(judge, namespace)) throw new Errno('EPERM');
  enter(process, namespaces, namespaces.mnt === undefined ? {} : { root: '/', cwd: '/' });
}

function enter(process: Process, changed: Partial<Namespaces>, place: { root?: string; cwd?: string }): void {
  const { pid, ...rest } = changed;
  if (pid !== undefined) process.pidNamespaceForChildren = pid;
  const { credentials } = process;
  const all = new Set<string>(ALL_CAPABILITIES);
  process.become({
    namespaces: rest,
    ...place,
    ...(rest.user !== undefined && { credentials: { ...credentials, capabilities: all, bounding: all } }),
  });
}
