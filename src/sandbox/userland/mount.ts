import { createTmpfs } from '../kernel/boot.ts';
import { Errno } from '../kernel/errno.ts';
import type { FileSystem } from '../kernel/fs/file-system.ts';
import { formatOptions, type MountOptions } from '../kernel/fs/mount.ts';
import { visibleMounts } from '../kernel/fs/mount-info.ts';
import { createProc } from '../kernel/proc/proc.ts';
import { createSys } from '../kernel/sys/sys.ts';
import { directoryName } from './text/path.ts';
import { parseSize } from './text/size.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

export const mount: Tool = {
  name: 'mount',
  about: 'List mounts, or mount a file system',
  gnu: {
    short: 'aBt:o:rRwvfMnT:',
    long: 'all=a bind=B rbind=R move=M types:=t options:=o read-only=r rw=w verbose=v fake=f make-private make-rprivate make-shared make-rshared make-slave make-rslave',
    usage:
      '[-lhV]\n-a [options]\n[options] [--source] <source> | [--target] <directory>\n[options] <source> <directory>\n<operation> <mountpoint> [<target>]',
    package: 'util-linux 2.38.1',
  },
  busybox: {
    short: 'at:o:rwvfsnO:i',
    long: 'bind=B rbind=R move=M make-private make-rprivate make-shared make-rshared make-slave make-rslave',
    usage: '[OPTIONS] [-o OPT] DEVICE NODE',
  },
  async run(call) {
    const [first, second] = call.operands;
    const words = options(call);
    if (first === undefined) return list(call);
    const changes = words.includes('remount') || call.options.given.some(([key]) => key.startsWith('make-'));
    if (second === undefined && !changes) {
      return call.die(
        call.gnu ? `${first}: can't find in /etc/fstab.` : `can't read '/etc/fstab': No such file or directory`,
      );
    }
    const target = second ?? first;
    try {
      if (!call.process.has('CAP_SYS_ADMIN')) throw new Errno('EPERM');
      if (words.includes('remount')) remount(call, target, words);
      else if (call.options.given.some(([key]) => key.startsWith('make-'))) checkMountPoint(call, target);
      else attach(call, first, target, words);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return refuse(call, first, target, error);
    }
    return 0;
  },
};

const options = (call: Call): string[] => [
  ...call.options.values('o').flatMap((text) => text.split(',')),
  ...(call.has('r') ? ['ro'] : []),
  ...(call.has('B') ? ['bind'] : []),
  ...(call.has('R') ? ['rbind'] : []),
];

function list(call: Call): number {
  const types = call.value('t')?.split(',');
  const { mnt } = call.process.namespaces;
  for (const { mount: entry, mountPoint } of visibleMounts(mnt, call.process.fs.rootPlace)) {
    if (types !== undefined && !types.includes(entry.fs.type)) continue;
    const words = [formatOptions(entry.options), ...entry.fsOptions].join(',');
    call.print(`${entry.source} on ${mountPoint} type ${entry.fs.type} (${words})\n`);
  }
  return 0;
}

const FLAGS: Readonly<Record<string, MountOptions>> = {
  ro: { ro: true },
  rw: { ro: false },
  nosuid: { nosuid: true },
  suid: { nosuid: false },
  nodev: { nodev: true },
  dev: { nodev: false },
  noexec: { noexec: true },
  exec: { noexec: false },
  relatime: { relatime: true },
};

const flagsOf = (words: readonly string[]): MountOptions =>
  Object.assign({}, ...words.map((word) => FLAGS[word] ?? {})) as MountOptions;

function attach(call: Call, source: string, target: string, words: readonly string[]): void {
  const { process } = call;
  const { mnt } = process.namespaces;
  const place = process.fs.resolve(target);
  if (place.stat === undefined) throw new Errno('ENOENT', target);
  if (words.includes('bind') || words.includes('rbind')) {
    const from = process.fs.resolve(source);
    if (from.stat === undefined) throw new Errno('ENOENT', source);
    if ((from.stat.type === 'directory') !== (place.stat.type === 'directory')) throw new Errno('ENOTDIR', target);
    mnt.bind(from, place, { recursive: words.includes('rbind'), options: flagsOf(words) });
    if (call.has('v')) call.print(`${call.name}: ${source} bound on ${target}.\n`);
    return;
  }
  if (place.stat.type !== 'directory') throw new Errno('ENOTDIR', target);
  const type = call.value('t') ?? '';
  const made = fileSystem(call, type, words);
  mnt.mount({ fs: made.fs, source, options: { relatime: true, ...flagsOf(words) }, fsOptions: made.words }, place);
  if (call.has('v')) call.print(`${call.name}: ${source} mounted on ${target}.\n`);
}

/** @throws {Errno} ENODEV for a type that isn't simulated */
function fileSystem(call: Call, type: string, words: readonly string[]): { fs: FileSystem; words: string[] } {
  const { process } = call;
  const { kernel } = process;
  switch (type) {
    case 'tmpfs':
    case 'ramfs': {
      const size = words.find((word) => word.startsWith('size='))?.slice(5);
      const bytes =
        size?.endsWith('%') === true ? (kernel.limits.memoryBytes * parseInt(size, 10)) / 100 : parseSize(size ?? '');
      const mode = words.find((word) => word.startsWith('mode='))?.slice(5);
      return {
        fs: createTmpfs(kernel, mode === undefined ? 0o1777 : parseInt(mode, 8), bytes),
        words: [
          ...(bytes === undefined ? [] : [`size=${Math.ceil(bytes / 1024)}k`]),
          ...(mode === undefined ? [] : [`mode=${mode}`]),
        ],
      };
    }
    case 'proc':
      return { fs: createProc(kernel, process.namespaces.pid), words: [] };
    case 'sysfs': {
      const { net } = process.namespaces;
      return { fs: createSys(kernel, () => net), words: [] };
    }
    default:
      throw new Errno('ENODEV');
  }
}

function checkMountPoint(call: Call, target: string): void {
  const { path, mount: on } = call.process.fs.resolve(target);
  if (path.join('/') !== on.root.join('/')) throw new Errno('EINVAL', target);
}

function remount(call: Call, target: string, words: readonly string[]): void {
  checkMountPoint(call, target);
  call.process.namespaces.mnt.remount(call.process.fs.resolve(target).mount, flagsOf(words));
}

async function refuse(call: Call, source: string, target: string, error: Errno): Promise<number> {
  const words = options(call);
  if (!call.gnu) {
    if (error.code === 'EPERM') return call.die('permission denied (are you root?)');
    return call.die(`mounting ${source} on ${target} failed: ${error.message}`, 255);
  }
  const hint = '       dmesg(1) may have more information after failed mount system call.\n';
  await call.warn(`${target}: ${reason()}`);
  await call.process.err(hint);
  return 32;

  function reason(): string {
    switch (error.code) {
      case 'EPERM':
        return call.process.fs.isDirectory(target) ? 'permission denied.' : 'mount point is not a directory.';
      case 'ENOENT':
        return error.path === source && words.includes('bind')
          ? `special device ${source} does not exist.`
          : 'mount point does not exist.';
      case 'ENODEV':
        return call.has('t')
          ? `unknown filesystem type '${call.value('t') ?? ''}'.`
          : `special device ${source} does not exist.`;
      case 'ENOTDIR':
        return 'mount point is not a directory.';
      case 'EINVAL':
        return 'mount point not mounted or bad option.';
      default:
        return `${error.message}.`;
    }
  }
}

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
  try {
    if (!process.has('CAP_SYS_ADMIN')) throw new Errno('EPERM');
    const found = visibleMounts(process.namespaces.mnt, process.fs.rootPlace).findLast(
      ({ mount: { source } }) => source === target,
    );
    const place = process.fs.resolve(found !== undefined && !process.fs.exists(target) ? found.mountPoint : target);
    if (place.stat === undefined) throw new Errno('ENOENT', target);
    const inUse = [...process.namespaces.pid.processes.values()].some(
      (other) =>
        other.status === undefined &&
        other.namespaces.mnt === process.namespaces.mnt &&
        other.fs.cwdPlace.mount.id === place.mount.id,
    );
    process.namespaces.mnt.umount(place, { lazy: call.has('l'), inUse: () => inUse });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (!call.gnu) return call.complain(`can't unmount ${target}: ${error.message}`);
    await call.complain(`${target}: ${UMOUNT_WORDS[error.code] ?? `${error.message}.`}`, 32);
  }
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
