import { Errno } from '../../kernel/errno.ts';
import type { Position } from '../../kernel/fs/mount.ts';
import { visibleMounts } from '../../kernel/fs/mount-info.ts';
import { directoryName } from '../text/path.ts';
import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';

export const umount: Tool = {
  name: 'umount',
  about: 'Take a file system away',
  gnu: {
    short: 'aflnrRvt:O:',
    long: 'all=a force=f lazy=l recursive=R verbose=v types:=t',
    usage: '[-hV]\n-a [options]\n[options] <source> | <directory>',
    package: 'util-linux 2.38.1',
  },
  busybox: { short: 'rlfdant:', usage: '[-rlfda] [-t FSTYPE] FILESYSTEM|DIRECTORY' },
  async run(call) {
    if (call.operands.length === 0) {
      if (!call.gnu) return call.misuse();
      return call.misuse('bad usage');
    }
    for (const target of call.operands) await detach(call, target);
    return call.status;
  },
};

async function detach(call: Call, target: string): Promise<void> {
  const { process } = call;
  const mounts = visibleMounts(process.namespaces.mnt, process.fs.rootPlace);
  try {
    const found = mounts.findLast(({ mount: { source } }) => source === target);
    const path = found !== undefined && !process.fs.exists(target) ? found.mountPoint : target;
    const place = process.fs.resolve(path);
    if (place.stat === undefined) throw new Errno('ENOENT', target);
    if (!process.hasOver('mnt', 'CAP_SYS_ADMIN')) throw new Errno('EPERM');
    const at = process.fs.realpath(path);
    if (call.has('R')) {
      const below = mounts.filter(({ mountPoint }) => mountPoint.startsWith(`${at === '/' ? '' : at}/`)).reverse();
      for (const { mountPoint } of below) unmount(call, process.fs.resolve(mountPoint), mountPoint);
    }
    unmount(call, place, at);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (!call.gnu) return call.complain(`can't unmount ${target}: ${error.message}`);
    const shown = error.code === 'EBUSY' && process.fs.exists(target) ? process.fs.realpath(target) : target;
    await call.complain(`${shown}: ${UMOUNT_WORDS[error.code] ?? `${error.message}.`}`, 32);
  }
}

function unmount(call: Call, place: Position, shown: string): void {
  const { process } = call;
  const { mnt } = process.namespaces;
  const { source } = place.mount;
  const inUse = [...process.kernel.processes.values()].some(
    (other) =>
      other.status === undefined &&
      other.namespaces.mnt === mnt &&
      (other.fs.cwdPlace.mount.id === place.mount.id || other.fs.rootPlace.mount.id === place.mount.id),
  );
  mnt.umount(place, { lazy: call.has('l'), inUse: () => inUse });
  if (call.has('v')) call.print(`${call.name}: ${shown} (${source}) unmounted\n`);
}

const UMOUNT_WORDS: Readonly<Record<string, string>> = {
  EPERM: 'must be superuser to unmount.',
  EINVAL: 'not mounted.',
  ENOENT: 'no mount point specified.',
  EBUSY: 'target is busy.',
};

export const mountpoint: Tool = {
  name: 'mountpoint',
  about: 'Tell whether a directory is a mount point',
  gnu: {
    short: 'dqx',
    long: 'quiet=q fs-devno=d nofollow',
    usage: '[-qd] /path/to/directory',
    package: 'util-linux 2.38.1',
  },
  async run(call) {
    const [path] = call.operands;
    if (path === undefined) return call.misuse('bad usage');
    const { fs } = call.process;
    const say = (text: string) => {
      if (!call.has('q')) call.print(text);
    };
    if (!fs.exists(path)) {
      if (!call.has('q')) await call.warn(`${path}: No such file or directory`);
      return 1;
    }
    const place = fs.resolve(path);
    const is =
      place.path.join('/') === place.mount.root.join('/') &&
      (place.stat?.type === 'directory' || directoryName(path) !== '');
    say(`${path} is ${is ? '' : 'not '}a mountpoint\n`);
    return is ? 0 : 32;
  },
};
