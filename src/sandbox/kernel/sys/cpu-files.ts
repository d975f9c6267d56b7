import type { Cgroup } from '../cgroup.ts';
import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';
import { both, inRange, lines, max, read } from './cgroup-file.ts';

type Files = Record<string, VirtualFile>;

/** Weights of nice -20 to 19. @see linux kernel/sched/core.c sched_prio_to_weight */
const NICE_WEIGHTS = [
  88_761, 71_755, 56_483, 46_273, 36_291, 29_154, 23_254, 18_705, 14_949, 11_916, 9548, 7620, 6100, 4904, 3906, 3121,
  2501, 1991, 1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];
/** What cpu.weight 100 is on their scale. */
const NICE_0 = 1024;

/** What every group has, and the root. */
export function cpuCounts(group: Cgroup): Files {
  const usec = () => Math.round(group.cpuTime() * 1000);
  const rested = () => Math.round(group.throttledTime * 1000);
  const throttling = () => ({
    nr_periods: group.periods,
    nr_throttled: group.throttled,
    throttled_usec: rested(),
    nr_bursts: 0,
    burst_usec: 0,
  });
  const isLimited = group.parent !== undefined && group.controllers.has('cpu');
  const stat = () => ({ usage_usec: usec(), user_usec: usec(), system_usec: 0, nice_usec: 0 });
  return {
    'cpu.stat': read(() => lines({ ...stat(), ...(isLimited && throttling()) })),
    'cpu.stat.local': read(() => (isLimited || group.parent === undefined ? lines({ throttled_usec: rested() }) : '')),
  };
}

export const cpuFiles = (group: Cgroup): Files => ({
  'cpu.idle': both(
    () => (group.idle ? 1 : 0),
    (text) => setIdle(group, inRange(text, 0, 1, 'EINVAL') === 1),
  ),
  'cpu.max': both(
    () => `${max(group.cpuQuota)} ${group.cpuPeriod}`,
    (text) => setMax(group, text),
  ),
  'cpu.max.burst': both(
    () => 0,
    (text) => void inRange(text, 0, 1_000_000),
  ),
  'cpu.weight': both(
    () => group.cpuWeight,
    (text) => setWeight(group, inRange(text, 1, 10_000)),
  ),
  'cpu.weight.nice': both(
    () => niceOf(group.cpuWeight),
    (text) => setWeight(group, weightOf(inRange(text, -20, 19))),
  ),
});

/** One that is idle has the least weight; back again the default. */
function setIdle(group: Cgroup, idle: boolean): void {
  if (group.idle !== idle) group.cpuWeight = idle ? 1 : 100;
  group.idle = idle;
}

function setWeight(group: Cgroup, weight: number): void {
  if (group.idle) throw new Errno('EINVAL');
  group.cpuWeight = weight;
}

const weightOf = (nice: number): number => Math.round(((NICE_WEIGHTS[nice + 20] ?? NICE_0) * 100) / NICE_0);

/** The nice value whose weight is nearest. */
function niceOf(weight: number): number {
  const far = NICE_WEIGHTS.map((one) => Math.abs(one - Math.round((weight * NICE_0) / 100)));
  return far.indexOf(Math.min(...far)) - 20;
}

/** `QUOTA PERIOD`, both in microseconds. */
function setMax(group: Cgroup, text: string): void {
  const [quota = 'max', period = String(group.cpuPeriod)] = text.split(/\s+/);
  const numbers = [...(quota === 'max' ? [] : [quota]), period];
  for (const number of numbers) if (!/^\d+$/.test(number) || Number(number) < 1_000) throw new Errno('EINVAL');
  if (Number(period) > 1_000_000) throw new Errno('EINVAL');
  group.cpuQuota = quota === 'max' ? undefined : Number(quota);
  group.cpuPeriod = Number(period);
}
