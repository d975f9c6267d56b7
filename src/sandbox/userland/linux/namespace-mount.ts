import { Errno } from '../../kernel/errno.ts';
import { NamespaceFileSystem } from '../../kernel/namespace-file-system.ts';
import type { NamespaceFile } from '../../kernel/namespace-file.ts';
import type { Process } from '../../kernel/process.ts';

/** `mount --bind /proc/PID/ns/net FILE`: keeps a namespace that nobody lives in. @throws {Errno} ENOENT */
export function mountNamespaceFile(process: Process, file: NamespaceFile, path: string): void {
  const place = process.fs.resolve(path);
  if (place.stat === undefined) throw new Errno('ENOENT', path);
  const fs = new NamespaceFileSystem(file);
  process.namespaces.mnt.mount({ fs, root: [file.name], source: 'nsfs' }, place);
}
