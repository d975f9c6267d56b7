import { Cgroup } from '../../kernel/cgroup.ts';
import { Errno } from '../../kernel/errno.ts';
import { DEFAULT_TASKS_MAX } from '../../kernel/proc/machine.ts';
import { parseLimit } from '../../kernel/sys/cgroup-file.ts';
import type { Call } from '../tool/call.ts';
import { become } from './child.ts';

/** systemd-run(1) with --scope: a program in a control group of its own. */
export async function runSystemdRun(call: Call): Promise<number> {
  const { process } = call;
  const { kernel } = process;
  if (!call.has('scope')) {
    await process.err('drydock: not simulated: systemd-run without --scope\n');
    return 126;
  }
  if (call.operands.length === 0) return call.die('Command line to execute required.');
  if (!process.has('CAP_SYS_ADMIN')) {
    await process.err('Failed to start transient scope unit: Interactive authentication required.\n');
    return 1;
  }
  const settings = call.options.values('p').map((text) => text.split('=') as [string, string?]);
  const strange = settings.find(([name]) => !Object.hasOwn(SETTERS, name));
  if (strange !== undefined) return call.die(`drydock: not simulated: -p ${strange[0]}`);
  const sliceName = call.value('slice') ?? 'system.slice';
  const slice = kernel.cgroup.children.get(sliceName) ?? new Cgroup(sliceName, kernel.cgroup);
  const named = call.value('u');
  const unit = named === undefined ? `run-r${kernel.random.hex(32)}.scope` : `${named.replace(/\.scope$/, '')}.scope`;
  if (slice.children.has(unit)) {
    return call.die(`Failed to start transient scope unit: Unit ${unit} was already loaded or has a fragment file.`);
  }
  const group = new Cgroup(unit, slice);
  group.pidsMax = DEFAULT_TASKS_MAX;
  try {
    for (const [name, value = ''] of settings) SETTERS[name]?.(group, value);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    group.remove();
    return call.die(`Failed to parse assignment: ${error.message}`);
  }
  group.adopt(process);
  if (!call.has('q')) await process.err(`Running as unit: ${unit}; invocation ID: ${kernel.random.hex(32)}\n`);
  void process.exited.then(() => void group.remove());
  return become(call, call.operands);
}

type Setter = (group: Cgroup, value: string) => void;

const bytes = (text: string): number | undefined => (text === 'infinity' ? undefined : parseLimit(text));

const SETTERS: Readonly<Record<string, Setter>> = {
  MemoryMax: (group, value) => group.limitMemory(bytes(value)),
  MemoryHigh: (group, value) => void (group.memoryHigh = bytes(value)),
  MemoryLow: (group, value) => void (group.memoryLow = bytes(value) ?? Infinity),
  MemorySwapMax: (group, value) => void (group.swapMax = bytes(value)),
  TasksMax: (group, value) => void (group.pidsMax = value === 'infinity' ? undefined : Number(value)),
  CPUWeight: (group, value) => void (group.cpuWeight = Number(value)),
  CPUQuota: (group, value) => {
    const percent = /^(\d+)%$/.exec(value)?.[1];
    if (percent === undefined) throw new Errno('EINVAL');
    group.cpuQuota = Number(percent) * 1_000;
  },
  AllowedCPUs: (group, value) => void (group.cpus = value),
};
