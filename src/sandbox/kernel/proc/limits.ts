import type { Process, ResourceLimit } from '../process.ts';

const UNLIMITED = { soft: Infinity, hard: Infinity };
const both = (value: number): ResourceLimit => ({ soft: value, hard: value });

/** Name as setrlimit(2) has it, as /proc shows it, its unit, and what the host's processes begin with. */
const ROWS: readonly (readonly [name: string, label: string, unit: string, initial: ResourceLimit])[] = [
  ['cpu', 'Max cpu time', 'seconds', UNLIMITED],
  ['fsize', 'Max file size', 'bytes', UNLIMITED],
  ['data', 'Max data size', 'bytes', UNLIMITED],
  ['stack', 'Max stack size', 'bytes', { soft: 8_388_608, hard: Infinity }],
  ['core', 'Max core file size', 'bytes', { soft: 0, hard: Infinity }],
  ['rss', 'Max resident set', 'bytes', UNLIMITED],
  ['nproc', 'Max processes', 'processes', both(15_724)],
  ['nofile', 'Max open files', 'files', { soft: 1_024, hard: 524_288 }],
  ['memlock', 'Max locked memory', 'bytes', both(8_388_608)],
  ['as', 'Max address space', 'bytes', UNLIMITED],
  ['locks', 'Max file locks', 'locks', UNLIMITED],
  ['sigpending', 'Max pending signals', 'signals', both(15_724)],
  ['msgqueue', 'Max msgqueue size', 'bytes', both(819_200)],
  ['nice', 'Max nice priority', '', both(0)],
  ['rtprio', 'Max realtime priority', '', both(0)],
  ['rttime', 'Max realtime timeout', 'us', UNLIMITED],
];

/** A limit of a process, by the name of setrlimit(2) in lower case: `nofile`. */
export function limitOf(process: Process, name: string): ResourceLimit {
  return process.resourceLimits.get(name) ?? ROWS.find(([known]) => known === name)?.[3] ?? UNLIMITED;
}

const text = (value: number): string => (value === Infinity || value < 0 ? 'unlimited' : String(value));
const row = (label: string, soft: string, hard: string, unit: string): string =>
  `${label.padEnd(25)} ${soft.padEnd(20)} ${hard.padEnd(20)} ${unit === '' ? '' : unit.padEnd(10)}\n`;

/** /proc/PID/limits */
export const formatLimits = (process: Process): string =>
  row('Limit', 'Soft Limit', 'Hard Limit', 'Units') +
  ROWS.map(([name, label, unit]) => {
    const { soft, hard } = limitOf(process, name);
    return row(label, text(soft), text(hard), unit);
  }).join('');
