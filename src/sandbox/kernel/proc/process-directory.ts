import { Errno } from '../errno.ts';
import { formatMountInfo, formatMounts, visibleMounts } from '../fs/mount-info.ts';
import type { Position } from '../fs/mount.ts';
import { NAMESPACE_KINDS, type NamespaceKind } from '../namespace.ts';
import { NamespaceFile } from '../namespace-file.ts';
import type { PidNamespace } from '../pid-namespace.ts';
import type { Process } from '../process.ts';
import { directory, file, symlink, type VirtualDirectory, type VirtualNode } from '../virtual-file-system.ts';
import { mapFile, setgroupsFile } from './id-map.ts';
import { formatLimits } from './limits.ts';
import { netDirectory } from './net.ts';
import { statLine, statusText } from './status.ts';

/** /proc/PID, as a reader in `pids` sees it. */
export function processDirectory(process: Process, pids: PidNamespace): VirtualDirectory {
  const { uid, gid } = process.credentials;
  const ended = process.status !== undefined;
  const own = { uid, gid };
  const secret = <T>(read: () => T): T => {
    if (ended) throw new Errno('ENOENT');
    if (!maySee(process)) throw new Errno('EACCES');
    return read();
  };
  const place = (text: () => string, position: () => Position): VirtualNode => ({
    type: 'symlink',
    ...own,
    target: () => secret(text),
    jump: () => secret(() => ({ namespace: process.namespaces.mnt, place: position() })),
  });
  const entries: Record<string, VirtualNode> = {
    cgroup: file(() => cgroupLines(process), own),
    cmdline: file(() => (ended ? '' : process.argv.map((argument) => `${argument}\0`).join('')), own),
    comm: { ...file(() => `${process.comm}\n`, own), write: (text) => void (process.comm = text.trim().slice(0, 15)) },
    cwd: place(
      () => process.cwd,
      () => process.fs.cwdPlace,
    ),
    environ: file(() => [...process.env].map(([name, value]) => `${name}=${value}\0`).join(''), {
      ...own,
      mode: 0o400,
    }),
    exe: { type: 'symlink', ...own, target: () => secret(() => process.exe) },
    fd: fdDirectory(process),
    fdinfo: fdInfoDirectory(process),
    gid_map: mapFile(process, 'gidMap'),
    limits: file(() => formatLimits(process), own),
    maps: file(() => secret(() => mapsText(process)), own),
    loginuid: file(() => '4294967295', own),
    mountinfo: file(() => formatMountInfo(mountsOf(process)), own),
    mounts: file(() => formatMounts(mountsOf(process)), own),
    net: netDirectory(process.namespaces.net),
    ns: namespaceDirectory(process),
    oom_score: file(() => `${oomScore(process)}\n`, own),
    oom_score_adj: {
      ...file(() => `${process.oomScoreAdj}\n`, own),
      write: (text) => void (process.oomScoreAdj = adjustment(process, text)),
    },
    root: place(
      () => process.fs.root,
      () => process.fs.rootPlace,
    ),
    setgroups: setgroupsFile(process),
    stat: file(() => statLine(process, pids), own),
    statm: file(() => `${Math.ceil(process.memory / 4096)} ${Math.ceil(process.memory / 4096)} 0 1 0 0 0\n`, own),
    status: file(() => statusText(process, pids), own),
    timens_offsets: file(() => timeOffsets(process), own),
    uid_map: mapFile(process, 'uidMap'),
  };
  const pid = String(process.pidIn(pids) ?? 0);
  return directory({ ...entries, task: directory({ [pid]: directory(entries, own) }, own) }, own);
}

/** Whether the reader may look into a process: its own user, or CAP_SYS_PTRACE. */
function maySee(process: Process): boolean {
  const reader = process.kernel.current;
  if (reader === undefined || reader === process) return true;
  return reader.credentials.uid === process.credentials.uid || reader.has('CAP_SYS_PTRACE');
}

function mountsOf(process: Process) {
  return visibleMounts(process.namespaces.mnt, process.fs.rootPlace);
}

/** `0::PATH` of version 2; a line for each hierarchy of version 1, the last one first. */
export function cgroupLines(process: Process): string {
  const { legacyCgroups } = process.kernel;
  if (legacyCgroups === undefined) return `0::${cgroupSeenBy(process)}\n`;
  return legacyCgroups.hierarchies
    .map(
      (each) => `${each.id}:${each.options.join(',')}:${cgroupSeenBy(process, legacyCgroups.placeOf(process, each))}\n`,
    )
    .reverse()
    .join('');
}

/** Its path below the root of the reader's cgroup namespace. */
function cgroupSeenBy(process: Process, { path } = process.cgroup): string {
  const { root } = process.kernel.current?.namespaces.cgroup ?? process.namespaces.cgroup;
  if (root === '/' || path === root) return root === '/' ? path : '/';
  if (path.startsWith(`${root}/`)) return path.slice(root.length);
  const [from, to] = [root.split('/').slice(1), path.split('/').slice(1)];
  const shared = from.findIndex((name, index) => name !== to[index]);
  return `/${[...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/')}`;
}

/** Of a link to an open file, by how it was opened: for reading, for writing, for both. */
const LINK_MODES = [0o500, 0o300, 0o700];

function fdDirectory(process: Process): VirtualDirectory {
  const { uid, gid } = process.credentials;
  return {
    type: 'directory',
    mode: 0o500,
    uid,
    gid,
    names: () => [...process.files.keys()].map(String),
    find: (name) => {
      const open = process.files.get(Number(name));
      if (open === undefined) return undefined;
      const mode = LINK_MODES[open.flags & 3] ?? 0o700;
      return { type: 'symlink', mode, size: 64, uid, gid, target: () => open.name, open: () => open };
    },
  };
}

function fdInfoDirectory(process: Process): VirtualDirectory {
  const { uid, gid } = process.credentials;
  return {
    type: 'directory',
    uid,
    gid,
    names: () => [...process.files.keys()].map(String),
    find: (name) => {
      const open = process.files.get(Number(name));
      return open && file(() => `pos:\t${open.offset}\nflags:\t0${open.flags.toString(8)}\nmnt_id:\t0\n`, { uid, gid });
    },
  };
}

/** One part of the program, its stack and the kernel's page: addresses are not simulated beyond that. */
const mapsText = ({ exe }: Process): string =>
  [
    `555555554000-555555564000 r-xp 00000000 08:01 2${' '.repeat(26)}${exe}`,
    `7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0${' '.repeat(26)}[stack]`,
    `ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0${' '.repeat(18)}[vsyscall]`,
    '',
  ].join('\n');

const noNamespace = (): never => {
  throw new Errno('ENOENT');
};
/** The namespace of children before there is a child: a link to nothing. */
const UNBORN: VirtualNode = { ...symlink(''), target: noNamespace, open: noNamespace };

function namespaceDirectory(process: Process): VirtualDirectory {
  const link = (kind: NamespaceKind, namespace: { readonly inode: number }): VirtualNode => ({
    ...symlink(`${kind}:[${namespace.inode}]`),
    open: () => new NamespaceFile(kind, namespace),
  });
  const { namespaces, pidNamespaceForChildren } = process;
  const entries: Record<string, VirtualNode> = {};
  for (const kind of NAMESPACE_KINDS) {
    entries[kind] = link(kind, namespaces[kind]);
    if (kind === 'pid')
      entries['pid_for_children'] =
        pidNamespaceForChildren.init === undefined ? UNBORN : link('pid', pidNamespaceForChildren);
    if (kind === 'time') entries['time_for_children'] = link('time', namespaces.time);
  }
  return directory(entries, { mode: 0o511 });
}

/** @throws {Errno} EACCES: only CAP_SYS_RESOURCE may make a process safer */
function adjustment(process: Process, text: string): number {
  const number = Number(text.trim());
  if (!Number.isInteger(number) || Math.abs(number) > 1000) throw new Errno('EINVAL');
  const writer = process.kernel.current ?? process;
  if (number < Math.min(process.oomScoreAdj, 0) && !writer.has('CAP_SYS_RESOURCE')) throw new Errno('EACCES');
  return number;
}

/** 0 to 1333 or so: 666 for a small process. @see linux fs/proc/base.c proc_oom_score */
function oomScore({ oomScoreAdj, memory, kernel }: Process): number {
  if (oomScoreAdj === -1000) return 0;
  const badness = oomScoreAdj + Math.floor((memory * 1000) / kernel.limits.memoryBytes);
  return Math.max(0, Math.floor(((1000 + badness) * 2) / 3));
}

/** Seconds and nanoseconds that the clocks of its children are ahead. */
function timeOffsets({ namespaces: { time } }: Process): string {
  const row = (name: string, seconds: number) =>
    `${name.padEnd(10)} ${String(seconds).padStart(10)} ${'0'.padStart(9)}\n`;
  return row('monotonic', time.monotonic) + row('boottime', time.boottime);
}
