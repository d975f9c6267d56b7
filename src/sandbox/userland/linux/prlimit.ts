import type { Process, ResourceLimit } from '../../kernel/process.ts';
import { limitOf } from '../../kernel/proc/limits.ts';
import type { Call } from '../tool/call.ts';
import { become } from './child.ts';
import { formatTable } from './table.ts';

const RESOURCES: readonly (readonly [name: string, letter: string, description: string, units: string])[] = [
  ['as', 'v', 'address space limit', 'bytes'],
  ['core', 'c', 'max core file size', 'bytes'],
  ['cpu', 't', 'CPU time', 'seconds'],
  ['data', 'd', 'max data size', 'bytes'],
  ['fsize', 'f', 'max file size', 'bytes'],
  ['locks', 'x', 'max number of file locks held', 'locks'],
  ['memlock', 'l', 'max locked-in-memory address space', 'bytes'],
  ['msgqueue', 'q', 'max bytes in POSIX mqueues', 'bytes'],
  ['nice', 'e', 'max nice prio allowed to raise', ''],
  ['nofile', 'n', 'max number of open files', 'files'],
  ['nproc', 'u', 'max number of processes', 'processes'],
  ['rss', 'm', 'max resident set size', 'bytes'],
  ['rtprio', 'r', 'max real-time priority', ''],
  ['rttime', 'y', 'timeout for real-time tasks', 'microsecs'],
  ['sigpending', 'i', 'max number of pending signals', 'signals'],
  ['stack', 's', 'max stack size', 'bytes'],
];

const show = (value: number): string => (value === Infinity ? 'unlimited' : String(value));

/** prlimit(1) */
export async function runPrlimit(call: Call): Promise<number> {
  const pid = call.value('p');
  const target = pid === undefined ? call.process : call.process.find(Number(pid));
  const asked = RESOURCES.filter(([, letter]) => call.has(letter));
  if (target === undefined) {
    const [name = 'as'] = asked[0] ?? [];
    return call.die(`failed to get the ${name.toUpperCase()} resource limit: No such process`);
  }
  const shown: string[] = asked.length === 0 && call.operands.length === 0 ? RESOURCES.map(([name]) => name) : [];
  for (const [name, letter] of asked) {
    for (const value of call.options.values(letter)) {
      if (value === '') shown.push(name);
      else await change(call, target, name, value);
    }
  }
  if (shown.length > 0) call.print(table(call, target, shown));
  return call.operands.length > 0 ? become(call, call.operands) : 0;
}

function table(call: Call, target: Process, names: readonly string[]): string {
  const wanted = (call.value('o') ?? 'RESOURCE,DESCRIPTION,SOFT,HARD,UNITS').toUpperCase().split(',');
  const columns = wanted.map((name) => ({ name, right: name === 'SOFT' || name === 'HARD' }));
  const rows = names.map((name) => {
    const { soft, hard } = limitOf(target, name);
    const [, , description = '', units = ''] = RESOURCES.find(([known]) => known === name) ?? [];
    const cells: Record<string, string> = {
      RESOURCE: name.toUpperCase(),
      DESCRIPTION: description,
      SOFT: show(soft),
      HARD: show(hard),
      UNITS: units,
    };
    return { cells: wanted.map((column) => cells[column] ?? '') };
  });
  return formatTable(columns, rows, { headings: !call.has('noheadings'), raw: call.has('raw') });
}

async function change(call: Call, target: Process, name: string, text: string): Promise<void> {
  const before = limitOf(target, name);
  const limit = parse(text.replace(/^=/, ''), before);
  const label = name.toUpperCase();
  if (limit === undefined) return call.die(`failed to parse ${label} limit`);
  if (limit.soft > limit.hard) return call.die(`the soft limit ${label} cannot exceed the hard limit`);
  if (limit.hard > before.hard && !call.process.has('CAP_SYS_RESOURCE')) {
    return call.die(`failed to set the ${label} resource limit: Operation not permitted`);
  }
  target.resourceLimits.set(name, limit);
}

/** `N` for both, `SOFT:HARD`, `SOFT:` or `:HARD`. */
function parse(text: string, before: ResourceLimit): ResourceLimit | undefined {
  const number = (word: string, fallback: number): number =>
    word === '' ? fallback : word === 'unlimited' || word === '-1' ? Infinity : /^\d+$/.test(word) ? Number(word) : NaN;
  const [first = '', second] = text.split(':');
  const soft = number(first, before.soft);
  const hard = second === undefined ? soft : number(second, before.hard);
  return Number.isNaN(soft) || Number.isNaN(hard) ? undefined : { soft, hard };
}
