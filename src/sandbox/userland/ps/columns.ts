import type { Process } from '../../kernel/process.ts';
import { cgroupLines } from '../../kernel/proc/process-directory.ts';
import type { AccountNames } from '../text/accounts.ts';
import { strftime } from '../text/strftime.ts';

/** A process as its reader sees it. */
export interface Row {
  readonly process: Process;
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly user: string;
  readonly group: string;
  /** `pts/0`, or `?` */
  readonly tty: string;
  /** With the modifiers of BSD's STAT: `Ss+`. */
  readonly stat: string;
  /** CPU time, s */
  readonly cpu: number;
  /** Age, s */
  readonly age: number;
  /** KiB */
  readonly vsz: number;
  readonly rss: number;
  /** Of the host's memory, 0 to 1. */
  readonly share: number;
  /** ms since the epoch */
  readonly start: number;
  readonly now: number;
}

export interface Column {
  readonly header: string;
  readonly width: number;
  readonly right: boolean;
  /** Its cells are as long as they are, and a forest is drawn in it. */
  readonly command?: boolean;
  readonly show: (row: Row) => string;
}

/** KiB that a small program takes, besides what it asked for. */
const BASE_RSS = 1_536;
const BASE_VSZ = 4_096;

export function rowOf(process: Process, viewer: Process, names: AccountNames): Row {
  const { pid: namespace } = viewer.namespaces;
  const { clock, limits } = process.kernel;
  const leader = process.session === process;
  const foreground = process.terminal?.foreground?.group === process.group;
  const rss = BASE_RSS + Math.ceil(process.memory / 1024);
  const { uid, gid } = process.credentials;
  return {
    process,
    pid: process.pidIn(namespace) ?? 0,
    ppid: process.parent?.pidIn(namespace) ?? 0,
    pgid: process.group.pidIn(namespace) ?? 0,
    sid: process.session.pidIn(namespace) ?? 0,
    user: names.user(uid) ?? String(uid),
    group: names.group(gid) ?? String(gid),
    tty: process.terminal === undefined ? '?' : process.terminal.name.replace(/^\/dev\//, ''),
    stat: `${process === viewer ? 'R' : process.state}${leader ? 's' : ''}${foreground ? '+' : ''}`,
    cpu: process.cpuTime / 1000,
    age: Math.max(0, (clock.now() - process.startTime) / 1000),
    vsz: BASE_VSZ + Math.ceil(process.memory / 1024),
    rss,
    share: (rss * 1024) / limits.memoryBytes,
    start: process.startTime,
    now: clock.now(),
  };
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** `[DD-]hh:mm:ss` */
function hours(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  return `${days > 0 ? `${days}-` : ''}${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** `[[DD-]hh:]mm:ss` */
const elapsed = (seconds: number): string => (seconds < 3600 ? hours(seconds).slice(3) : hours(seconds));

const minutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;

const startTime = ({ start, now }: Row): string => {
  if (now - start < 86_400_000 && strftime('%d', now) === strftime('%d', start)) return strftime('%H:%M', start);
  return strftime(strftime('%Y', now) === strftime('%Y', start) ? '%b%d' : '%Y', start);
};

const commandLine = ({ process }: Row): string => {
  if (process.status !== undefined) return `[${process.comm}] <defunct>`;
  return process.argv.join(' ') || `[${process.comm}]`;
};

const shortCommand = ({ process }: Row): string =>
  process.status === undefined ? process.comm : `${process.comm} <defunct>`;

const left = (header: string, width: number, show: Column['show']): Column => ({ header, width, right: false, show });
const right = (header: string, width: number, show: Column['show']): Column => ({ header, width, right: true, show });
const command = (header: string, width: number, show: Column['show']): Column => ({
  header,
  width,
  right: false,
  command: true,
  show,
});

/** Names longer than their column are cut to a number or marked with a plus, as procps does. */
const userName = (row: Row): string => (row.user.length > 8 ? `${row.user.slice(0, 7)}+` : row.user);

const cpuShare = ({ cpu, age }: Row): number => (age > 0 ? Math.min(99.9, (cpu / age) * 100) : 0);

const NAMESPACES = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts'] as const;

/** procps' columns by the words of `-o`. */
export const COLUMNS: Readonly<Record<string, Column>> = {
  pid: right('PID', 7, (row) => String(row.pid)),
  ppid: right('PPID', 7, (row) => String(row.ppid)),
  pid_f: right('PID', 7, (row) => String(row.pid)),
  ppid_f: right('PPID', 7, (row) => String(row.ppid)),
  pid_u: right('PID', 7, (row) => String(row.pid)),
  pgid: right('PGID', 7, (row) => String(row.pgid)),
  pgrp: right('PGRP', 7, (row) => String(row.pgid)),
  sid: right('SID', 7, (row) => String(row.sid)),
  sess: right('SESS', 7, (row) => String(row.sid)),
  tid: right('TID', 7, (row) => String(row.pid)),
  nlwp: right('NLWP', 4, () => '1'),
  user: left('USER', 8, userName),
  euser: left('EUSER', 8, userName),
  ruser: left('RUSER', 8, userName),
  uname: left('USER', 8, userName),
  user_f: left('UID', 8, userName),
  uid: right('UID', 5, (row) => String(row.process.credentials.uid)),
  gid: right('GID', 5, (row) => String(row.process.credentials.gid)),
  euid: right('EUID', 5, (row) => String(row.process.credentials.uid)),
  group: left('GROUP', 8, (row) => row.group),
  tty: left('TT', 8, (row) => row.tty),
  tt: left('TT', 8, (row) => row.tty),
  tname: left('TTY', 8, (row) => row.tty),
  stat: left('STAT', 4, (row) => row.stat),
  s: left('S', 1, (row) => row.stat.slice(0, 1)),
  state: left('S', 1, (row) => row.stat.slice(0, 1)),
  f: left('F', 1, (row) => (row.process.credentials.uid === 0 ? '4' : '0')),
  c: right('C', 2, (row) => String(Math.floor(cpuShare(row)))),
  pcpu: right('%CPU', 4, (row) => cpuShare(row).toFixed(1)),
  '%cpu': right('%CPU', 4, (row) => cpuShare(row).toFixed(1)),
  pmem: right('%MEM', 4, (row) => (row.share * 100).toFixed(1)),
  '%mem': right('%MEM', 4, (row) => (row.share * 100).toFixed(1)),
  vsz: right('VSZ', 6, (row) => String(row.vsz)),
  rss: right('RSS', 5, (row) => String(row.rss)),
  sz: right('SZ', 5, (row) => String(Math.ceil(row.vsz / 4))),
  addr: left('ADDR', 4, () => '-'),
  wchan: left('WCHAN', 6, (row) => (row.stat.startsWith('S') ? 'do_sys' : '-')),
  pri: right('PRI', 3, () => '19'),
  ni: right('NI', 3, () => '0'),
  nice: right('NI', 3, () => '0'),
  time: right('TIME', 8, (row) => hours(row.cpu)),
  cputime: right('TIME', 8, (row) => hours(row.cpu)),
  bsdtime: right('TIME', 6, (row) => minutes(row.cpu)),
  etime: right('ELAPSED', 11, (row) => elapsed(row.age)),
  etimes: right('ELAPSED', 7, (row) => String(Math.floor(row.age))),
  stime: left('STIME', 5, startTime),
  start_time: left('START', 5, startTime),
  start: right('STARTED', 8, (row) => strftime('%H:%M:%S', row.start)),
  lstart: right('STARTED', 24, (row) => strftime('%a %b %e %H:%M:%S %Y', row.start)),
  comm: command('COMMAND', 15, shortCommand),
  ucmd: command('CMD', 15, shortCommand),
  ucomm: command('COMMAND', 15, shortCommand),
  args: command('COMMAND', 27, commandLine),
  cmd: command('CMD', 27, commandLine),
  command: command('COMMAND', 27, commandLine),
  cgroup: left('CGROUP', 27, (row) => cgroupLines(row.process).trimEnd().replaceAll('\n', ',')),
  ...Object.fromEntries(
    NAMESPACES.map((kind) => [
      `${kind}ns`,
      right(`${kind.toUpperCase()}NS`, 10, (row) => String(row.process.namespaces[kind].inode)),
    ]),
  ),
};
