import { Errno } from '../../kernel/errno.ts';
import type { NamespaceKind, Namespaces } from '../../kernel/namespace.ts';
import { NamespaceFile } from '../../kernel/namespace-file.ts';
import type { Process } from '../../kernel/process.ts';

/** The letters of unshare(1) and nsenter(1). */
export const KIND_OF_LETTER: Readonly<Record<string, NamespaceKind>> = {
  U: 'user',
  C: 'cgroup',
  i: 'ipc',
  u: 'uts',
  n: 'net',
  p: 'pid',
  m: 'mnt',
  T: 'time',
};

/** `--uts=FILE` and the like. */
export const NAMESPACE_OPTIONS = 'mount::=m uts::=u ipc::=i net::=n pid::=p user::=U cgroup::=C time::=T';

/** The namespace that a file as /proc/1/ns/net stands for. @throws {Errno} EINVAL: it is another kind of file */
export function openNamespace(process: Process, path: string): Partial<Namespaces> {
  const file = process.open(path);
  file.retain();
  try {
    if (!(file instanceof NamespaceFile)) throw new Errno('EINVAL', path);
    return { [file.namespaceKind]: file.namespace };
  } finally {
    file.release();
  }
}
