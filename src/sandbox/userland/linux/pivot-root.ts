import { Errno } from '../../kernel/errno.ts';
import { samePosition } from '../../kernel/fs/mount.ts';
import { rootOf } from '../../kernel/fs/mount.ts';
import type { Process } from '../../kernel/process.ts';
import type { Call } from '../tool/call.ts';

/** pivot_root(8) */
export async function runPivotRoot(call: Call): Promise<number> {
  const [newRoot, putOld, ...more] = call.operands;
  if (newRoot === undefined || putOld === undefined || more.length > 0) {
    return call.gnu ? call.misuse('bad usage') : call.misuse();
  }
  try {
    pivotRoot(call.process, newRoot, putOld);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(
      call.gnu
        ? `failed to change root from \`${newRoot}' to \`${putOld}': ${error.message}`
        : `pivot_root: ${error.message}`,
    );
  }
  return 0;
}

/** pivot_root(2): those of the namespace whose root was the old one get the new one. @throws {Errno} */
function pivotRoot(process: Process, newRoot: string, putOld: string): void {
  const { mnt } = process.namespaces;
  const [top, old] = [process.fs.resolve(newRoot), process.fs.resolve(putOld)];
  for (const place of [top, old]) {
    if (place.stat === undefined) throw new Errno('ENOENT');
    if (place.stat.type !== 'directory') throw new Errno('ENOTDIR');
  }
  if (!process.hasOver('mnt', 'CAP_SYS_ADMIN')) throw new Errno('EPERM');
  if (top.mount.id === mnt.root.id) throw new Errno('EBUSY');
  const shared = [top.mount, top.mount.at?.mount, mnt.root].some((mount) => mount?.propagation.shared !== undefined);
  if (shared) throw new Errno('EINVAL');
  const before = rootOf(mnt.root);
  const users = [...process.kernel.processes.values()]
    .filter(({ status, namespaces }) => status === undefined && namespaces.mnt === mnt)
    .map((user) => ({
      user,
      atRoot: samePosition(user.fs.rootPlace, before),
      cwd: user.fs.cwdPlace,
      cwdAtRoot: samePosition(user.fs.cwdPlace, before),
    }));
  mnt.pivotRoot(top, old);
  for (const { user, atRoot, cwd, cwdAtRoot } of users) {
    if (!atRoot) continue;
    const names = cwdAtRoot ? [] : mnt.pathFrom(rootOf(mnt.root), cwd);
    user.become({ root: '/', cwd: `/${names?.join('/') ?? ''}` });
  }
}
