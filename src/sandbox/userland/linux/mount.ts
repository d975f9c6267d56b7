import { createTmpfs } from '../../kernel/boot.ts';
import { Errno } from '../../kernel/errno.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import type { Location } from '../../kernel/fs/view.ts';
import { formatMountOptions } from '../../kernel/fs/mount.ts';
import { mountData, mountFlags } from '../../kernel/fs/mount-words.ts';
import { TreeFileSystem } from '../../kernel/fs/tree.ts';
import type { Process } from '../../kernel/process.ts';
import { resizeTmpfs, tmpfsOf } from '../../kernel/tmpfs.ts';
import { visibleMounts } from '../../kernel/fs/mount-info.ts';
import type { PropagationKind } from '../../kernel/fs/propagation.ts';
import { samePath } from '../../kernel/fs/mount.ts';
import { PtsFileSystem } from '../../kernel/devpts.ts';
import { NamespaceFile } from '../../kernel/namespace-file.ts';
import { createOverlay } from '../../kernel/overlay-mount.ts';
import { createProc } from '../../kernel/proc/proc.ts';
import { createCgroupFileSystem } from '../../kernel/sys/cgroup.ts';
import { LegacyCgroups } from '../../kernel/sys/legacy/hierarchies.ts';
import { createSys } from '../../kernel/sys/sys.ts';
import { mountNamespaceFile } from './namespace-mount.ts';
import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';

export const mount: Tool = {
  name: 'mount',
  about: 'List mounts, or mount a file system',
  gnu: {
    short: 'aBt:o:rRwvfMnT:L:U:il',
    long: 'all=a bind=B rbind=R move=M types:=t options:=o read-only=r rw=w verbose=v fake=f make-private make-rprivate make-shared make-rshared make-slave make-rslave make-unbindable make-runbindable',
    usage:
      '[-lhV]\n-a [options]\n[options] [--source] <source> | [--target] <directory>\n[options] <source> <directory>\n<operation> <mountpoint> [<target>]',
    package: 'util-linux 2.38.1',
  },
  busybox: {
    short: 'at:o:rwvfsnO:i',
    long: 'bind=B rbind=R move=M make-private make-rprivate make-shared make-rshared make-slave make-rslave make-unbindable make-runbindable',
    usage: '[OPTIONS] [-o OPT] DEVICE NODE',
  },
  async run(call) {
    const [first, second] = call.operands;
    const words = options(call);
    const spread = call.options.given.filter(([key]) => key.startsWith('make-')).map(([key]) => key.slice(5));
    if (first === undefined) return list(call);
    const changes = words.includes('remount') || spread.length > 0;
    if (second === undefined && !changes) {
      return call.die(
        call.gnu ? `${first}: can't find in /etc/fstab.` : `can't read '/etc/fstab': No such file or directory`,
      );
    }
    const target = second ?? first;
    try {
      if (!call.process.hasOver('mnt', 'CAP_SYS_ADMIN')) throw new Errno('EPERM');
      if (words.includes('remount')) remount(call, target, words);
      else if (call.has('M')) move(call, first, target);
      else if (second !== undefined || spread.length === 0) attach(call, first, target, words);
      for (const kind of spread) propagate(call, target, kind);
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
    call.print(`${entry.source} on ${mountPoint} type ${entry.fs.type} (${formatMountOptions(entry)})\n`);
  }
  return 0;
}

function attach(call: Call, source: string, target: string, words: readonly string[]): void {
  const { process } = call;
  const { mnt } = process.namespaces;
  const place = process.fs.resolve(target);
  if (place.stat === undefined) throw new Errno('ENOENT', target);
  if (words.includes('bind') || words.includes('rbind')) {
    const from = process.fs.resolve(source);
    if (from.stat === undefined) throw new Errno('ENOENT', source);
    if ((from.stat.type === 'directory') !== (place.stat.type === 'directory')) throw new Errno('ENOTDIR', target);
    if (from.stat.type === 'symlink' && from.fs.isMagicLink?.(from.path) === true)
      return bindNamespace(call, source, target);
    mnt.bind(from, place, { recursive: words.includes('rbind'), options: mountFlags(words) });
    if (call.has('v'))
      call.print(`${call.name}: ${process.fs.realpath(source)} bound on ${process.fs.realpath(target)}.\n`);
    return;
  }
  if (place.stat.type !== 'directory') throw new Errno('ENOTDIR', target);
  const type = call.value('t') ?? '';
  const made = fileSystem(call, type, words);
  const flags = { relatime: true, ...(made.readonly === true && { ro: true }), ...mountFlags(words) };
  mnt.mount({ fs: made.fs, source, options: flags, fsOptions: made.words }, place);
  if (call.has('v')) call.print(`${call.name}: ${source} mounted on ${process.fs.realpath(target)}.\n`);
}

/** `mount --bind /proc/PID/ns/net FILE` keeps a namespace. */
function bindNamespace({ process }: Call, source: string, target: string): void {
  const file = process.open(source);
  if (!(file instanceof NamespaceFile)) throw new Errno('EINVAL', source);
  mountNamespaceFile(process, file, target);
}

function move({ process }: Call, source: string, target: string): void {
  const [from, to] = [process.fs.resolve(source), process.fs.resolve(target)];
  if (from.stat === undefined) throw new Errno('ENOENT', source);
  if (to.stat === undefined) throw new Errno('ENOENT', target);
  process.namespaces.mnt.move(from, to);
}

/** @param kind `shared`, or `rshared` for all mounts below, too */
function propagate(call: Call, target: string, kind: string): void {
  const place = mountPointAt(call.process, target);
  const recursive = kind.startsWith('r');
  call.process.namespaces.mnt.propagate(place.mount, kind.slice(recursive ? 1 : 0) as PropagationKind, { recursive });
}

interface Made {
  readonly fs: FileSystem;
  readonly words: readonly string[];
  readonly readonly?: boolean;
}

/** @throws {Errno} ENODEV for a type that isn't simulated */
function fileSystem(call: Call, type: string, words: readonly string[]): Made {
  const { process } = call;
  const { kernel } = process;
  switch (type) {
    case 'tmpfs':
    case 'ramfs': {
      const made = tmpfsOf(kernel, mountData(words));
      return { fs: made.fs, words: made.shown };
    }
    case 'proc':
      return { fs: createProc(kernel, process.namespaces.pid), words: [] };
    case 'sysfs': {
      const { net } = process.namespaces;
      return { fs: createSys(kernel, () => net), words: [] };
    }
    case 'overlay':
      return createOverlay(process, mountData(words));
    case 'cgroup2': {
      if (kernel.legacyCgroups !== undefined) throw new Errno('EBUSY');
      const { root } = process.namespaces.cgroup;
      return {
        fs: createCgroupFileSystem(kernel, kernel.cgroup.find(root)),
        words: ['nsdelegate', 'memory_recursiveprot'],
      };
    }
    case 'cgroup': {
      const legacy = kernel.legacyCgroups ?? new LegacyCgroups(kernel);
      const hierarchy = legacy.bind(mountData(words));
      kernel.legacyCgroups = legacy;
      const root = kernel.cgroup.find(process.namespaces.cgroup.root);
      return { fs: legacy.fileSystem(hierarchy, root), words: hierarchy.options };
    }
    case 'devpts':
      return {
        fs: words.includes('newinstance')
          ? new PtsFileSystem({ dev: kernel.nextDevice(), now: kernel.now })
          : kernel.pts,
        words: words.filter((word) => /^(gid|mode|ptmxmode)=/.test(word)),
      };
    case 'devtmpfs':
      return {
        fs: process.kernel.namespaces.mnt.list().find(({ fs }) => fs.type === 'devtmpfs')?.fs ?? createTmpfs(kernel),
        words: [],
      };
    case 'mqueue':
      return { fs: createTmpfs(kernel, 0o1777, undefined, 'mqueue'), words: [] };
    default:
      throw new Errno('ENODEV');
  }
}

function mountPointAt(process: Process, target: string): Location {
  const place = process.fs.resolve(target);
  if (place.stat === undefined) throw new Errno('ENOENT', target);
  if (!samePath(place.path, place.mount.root)) throw new Errno('EINVAL', target);
  return place;
}

function remount({ process }: Call, target: string, words: readonly string[]): void {
  const { mount } = mountPointAt(process, target);
  const { fs, fsOptions } = mount;
  const data = mountData(words);
  const shown =
    fs instanceof TreeFileSystem && fs.type === 'tmpfs' && data.length > 0
      ? resizeTmpfs(process.kernel, fs, fsOptions, data)
      : undefined;
  process.namespaces.mnt.remount(mount, mountFlags(words), shown);
}

async function refuse(call: Call, source: string, target: string, error: Errno): Promise<number> {
  const words = options(call);
  if (!call.gnu) {
    if (error.code === 'EPERM') return call.die('permission denied (are you root?)');
    return call.die(`mounting ${source} on ${target} failed: ${error.message}`, 255);
  }
  const hint = '       dmesg(1) may have more information after failed mount system call.\n';
  const { fs } = call.process;
  const shown = fs.exists(target) ? fs.realpath(target) : target;
  await call.warn(`${shown}: ${reason()}`);
  await call.process.err(hint);
  return 32;

  function reason(): string {
    const binds = words.includes('bind') || words.includes('rbind');
    const type = call.value('t');
    switch (error.code) {
      case 'EBUSY':
        return `${source} already mounted or mount point busy.`;
      case 'EPERM':
        return call.process.uid === 0 ? 'permission denied.' : 'must be superuser to use mount.';
      case 'ENOENT':
        return error.path === target ? 'mount point does not exist.' : `special device ${source} does not exist.`;
      case 'ENODEV':
        if (type !== undefined && type !== '') return `unknown filesystem type '${type}'.`;
        return fs.exists(source)
          ? `${fs.realpath(source)} is not a block device; try "-o loop".`
          : `special device ${source} does not exist.`;
      case 'ENOTDIR':
        return binds ? 'mount(2) system call failed: Not a directory.' : 'mount point is not a directory.';
      case 'EINVAL':
        if (words.includes('remount')) return 'mount point not mounted or bad option.';
        if (call.options.given.some(([key]) => key.startsWith('make-'))) return 'not mount point or bad option.';
        return `wrong fs type, bad option, bad superblock on ${call.has('M') ? fs.realpath(source) : source}, missing codepage or helper program, or other error.`;
      default:
        return `mount(2) system call failed: ${error.message}.`;
    }
  }
}
