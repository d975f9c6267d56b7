import type { Flags, FlagValues } from '../../opts/flag.ts';

/** Limits that `docker run` sets and `docker update` changes, in the same words. */
export const LIMIT_FLAGS = {
  'blkio-weight': {
    type: 'uint16',
    usage: 'Block IO (relative weight), between 10 and 1000, or 0 to disable',
    default: '0',
  },
  'cpu-period': { type: 'int', usage: 'Limit CPU CFS (Completely Fair Scheduler) period' },
  'cpu-quota': { type: 'int', usage: 'Limit CPU CFS (Completely Fair Scheduler) quota' },
  'cpu-shares': { type: 'int', short: 'c', usage: 'CPU shares (relative weight)' },
  cpus: { type: 'decimal', usage: 'Number of CPUs' },
  'cpuset-cpus': { type: 'string', usage: 'CPUs in which to allow execution (0-3, 0,1)' },
  'cpuset-mems': { type: 'string', usage: 'MEMs in which to allow execution (0-3, 0,1)' },
  memory: { type: 'bytes', short: 'm', usage: 'Memory limit' },
  'memory-reservation': { type: 'bytes', usage: 'Memory soft limit' },
  'pids-limit': { type: 'int', usage: 'Tune container pids limit (set -1 for unlimited)' },
} as const satisfies Flags;

/** Those that each of the two describes in its own words. */
type WordedFlags = Readonly<Record<'cpu-rt-period' | 'cpu-rt-runtime' | 'memory-swap', number>>;

export const limitsOf = (flags: FlagValues<typeof LIMIT_FLAGS> & WordedFlags) => ({
  CpuShares: flags['cpu-shares'],
  Memory: flags.memory,
  NanoCpus: flags.cpus,
  BlkioWeight: flags['blkio-weight'],
  CpuPeriod: flags['cpu-period'],
  CpuQuota: flags['cpu-quota'],
  CpuRealtimePeriod: flags['cpu-rt-period'],
  CpuRealtimeRuntime: flags['cpu-rt-runtime'],
  CpusetCpus: flags['cpuset-cpus'],
  CpusetMems: flags['cpuset-mems'],
  MemoryReservation: flags['memory-reservation'],
  MemorySwap: flags['memory-swap'],
});
