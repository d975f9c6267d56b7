import { limitCgroup } from '../cgroup.ts';
import { limitsOf } from './bundle.ts';
import { flag, type Invocation, known } from './commands.ts';
import { RuncError } from './options.ts';

const BYTES: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

function bytes(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const [, digits, unit = ''] = /^(-?\d+)([kmg]?)b?$/i.exec(text) ?? [];
  if (digits === undefined) throw new RuncError(`invalid value for ${name}: invalid size: '${text}'`);
  return Number(digits) * (BYTES[unit.toLowerCase()] ?? 1);
}

export async function update(call: Invocation): Promise<number> {
  const { cgroup } = known(call).container;
  const number = (name: string) => (flag(call, name) === undefined ? undefined : Number(flag(call, name)));
  const asked = limitsOf({
    memory: {
      limit: bytes(flag(call, 'memory'), 'memory') ?? cgroup.memoryMax ?? -1,
      reservation: bytes(flag(call, 'memory-reservation'), 'memory-reservation') ?? cgroup.memoryLow,
    },
    cpu: {
      quota: number('cpu-quota') ?? cgroup.cpuQuota ?? -1,
      period: number('cpu-period') ?? cgroup.cpuPeriod,
      cpus: flag(call, 'cpuset-cpus') ?? cgroup.cpus,
      mems: flag(call, 'cpuset-mems') ?? cgroup.mems,
    },
    pids: { limit: number('pids-limit') ?? cgroup.pidsMax ?? -1 },
  });
  limitCgroup(cgroup, { ...asked, swap: cgroup.swapMax, cpuWeight: cgroup.cpuWeight });
  return 0;
}
