import { CPUS } from './machine.ts';
import { ALL_CAPABILITIES } from '../credentials.ts';
import { insideId, OVERFLOW_ID } from '../namespace.ts';
import { SIGNALS, type Signal } from '../signal.ts';
import type { PidNamespace } from '../pid-namespace.ts';
import type { Process } from '../process.ts';

const STATES = { R: 'running', S: 'sleeping', T: 'stopped', Z: 'zombie', X: 'dead' } as const;

/** 16 hexadecimal digits with these bits set. */
function mask(bits: Iterable<number>): string {
  let sum = 0n;
  for (const bit of bits) sum |= 1n << BigInt(bit);
  return sum.toString(16).padStart(16, '0');
}

const capabilityMask = (capabilities: ReadonlySet<string>): string =>
  mask(ALL_CAPABILITIES.flatMap((name, bit) => (capabilities.has(name) ? [bit] : [])));

const signalMask = (has: (signal: Signal) => boolean): string =>
  mask((Object.keys(SIGNALS) as Signal[]).filter(has).map((signal) => SIGNALS[signal] - 1));

/** Ids of a process from the namespace of the reader inwards, as NSpid shows them. */
function idsFrom(process: Process, pids: PidNamespace): number[] {
  const ids: number[] = [];
  for (const namespace of process.namespaces.pid.lineage()) {
    ids.unshift(process.pidIn(namespace) ?? 0);
    if (namespace === pids) break;
  }
  return ids;
}

const kilobytes = (bytes: number): string => `${String(Math.ceil(bytes / 1024)).padStart(8)} kB`;

/** /proc/PID/status */
export function statusText(process: Process, pids: PidNamespace): string {
  const { credentials, memory, kernel } = process;
  const { capabilities, bounding, noNewPrivs, seccomp } = credentials;
  const cpus = allowedCpus(process);
  const { uidMap, gidMap } = (kernel.current ?? process).namespaces.user;
  const uid = insideId(uidMap, credentials.uid) ?? OVERFLOW_ID;
  const gid = insideId(gidMap, credentials.gid) ?? OVERFLOW_ID;
  const groups = credentials.groups.toSorted((a, b) => a - b).map((id) => insideId(gidMap, id) ?? OVERFLOW_ID);
  const nested = (who: Process) => idsFrom(who, pids).join('\t');
  const effective = capabilityMask(capabilities);
  const lines: (readonly [string, string | number])[] = [
    ['Name', process.comm],
    ['Umask', process.umask.toString(8).padStart(4, '0')],
    ['State', `${process.state} (${STATES[process.state]})`],
    ['Tgid', process.pidIn(pids) ?? 0],
    ['Ngid', 0],
    ['Pid', process.pidIn(pids) ?? 0],
    ['PPid', process.parent?.pidIn(pids) ?? 0],
    ['TracerPid', 0],
    ['Uid', `${uid}\t${uid}\t${uid}\t${uid}`],
    ['Gid', `${gid}\t${gid}\t${gid}\t${gid}`],
    ['FDSize', 64],
    ['Groups', `${groups.join(' ')} `],
    ['NStgid', nested(process)],
    ['NSpid', nested(process)],
    ['NSpgid', nested(process.group)],
    ['NSsid', nested(process.session)],
    ['Kthread', 0],
    ['VmPeak', kilobytes(memory)],
    ['VmSize', kilobytes(memory)],
    ['VmHWM', kilobytes(memory)],
    ['VmRSS', kilobytes(memory)],
    ['VmSwap', kilobytes(0)],
    ['Threads', 1],
    ['SigQ', '0/15724'],
    ['SigPnd', mask([])],
    ['ShdPnd', mask([])],
    ['SigBlk', mask([])],
    ['SigIgn', signalMask((signal) => process.ignores(signal))],
    ['SigCgt', signalMask((signal) => process.catches(signal))],
    ['CapInh', mask([])],
    ['CapPrm', effective],
    ['CapEff', effective],
    ['CapBnd', capabilityMask(bounding)],
    ['CapAmb', mask([])],
    ['NoNewPrivs', noNewPrivs ? 1 : 0],
    ['Seccomp', seccomp],
    ['Seccomp_filters', seccomp === 0 ? 0 : 1],
    ['Cpus_allowed', cpuMask(cpus)],
    ['Cpus_allowed_list', cpus],
    ['voluntary_ctxt_switches', 0],
    ['nonvoluntary_ctxt_switches', 0],
  ];
  return lines.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

/** Ticks of 10 ms. */
const ticks = (ms: number): number => Math.floor(ms / 10);

/** /proc/PID/stat; proc(5) names its 52 columns. */
export function statLine(process: Process, pids: PidNamespace): string {
  const { kernel, terminal, memory } = process;
  const id = (who: Process | undefined) => who?.pidIn(pids) ?? 0;
  const foreground = terminal?.foreground === undefined ? -1 : id(terminal.foreground);
  const device = terminal === undefined ? 0 : 136 * 256 + terminal.index;
  const head = [process.state, id(process.parent), id(process.group), id(process.session), device, foreground];
  const times = [ticks(process.cpuTime), 0, 0, 0, 20, 0, 1, 0, ticks(process.startTime - kernel.bootTime)];
  const zeros = (count: number) => new Array<number>(count).fill(0);
  const columns = [...head, ...zeros(5), ...times, memory, Math.ceil(memory / 4096), ...zeros(28)];
  return `${id(process)} (${process.comm}) ${columns.join(' ')}\n`;
}

/** A list as 0-2,3; the nearest group around the process that has one decides. */
function allowedCpus({ cgroup }: Process): string {
  for (const { cpus } of cgroup.lineage()) if (cpus !== '') return cpus;
  return `0-${CPUS - 1}`;
}

/** `0-1,3` as a mask in hexadecimal digits: b. */
function cpuMask(list: string): string {
  let mask = 0;
  for (const range of list.split(',')) {
    const [first = 0, last = first] = range.split('-').map(Number);
    for (let cpu = first; cpu <= last && cpu < 31; cpu++) mask |= 1 << cpu;
  }
  return mask.toString(16);
}
