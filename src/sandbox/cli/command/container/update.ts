import type { ContainerUpdateBody } from '../../../api/types/container.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { parseMemorySwap } from '../../opts/memory.ts';
import { parseRestartPolicy } from '../../opts/restart.ts';

export const containerUpdate = defineCommand({
  use: 'docker update [OPTIONS] CONTAINER [CONTAINER...]',
  also: ['docker container update'],
  aliases: ['docker container update', 'docker update'],
  short: 'Update configuration of one or more containers',
  flags: {
    'blkio-weight': {
      type: 'uint16',
      usage: 'Block IO (relative weight), between 10 and 1000, or 0 to disable',
      default: '0',
    },
    'cpu-period': { type: 'int', usage: 'Limit CPU CFS (Completely Fair Scheduler) period' },
    'cpu-quota': { type: 'int', usage: 'Limit CPU CFS (Completely Fair Scheduler) quota' },
    'cpu-rt-period': { type: 'int', usage: 'Limit the CPU real-time period in microseconds' },
    'cpu-rt-runtime': { type: 'int', usage: 'Limit the CPU real-time runtime in microseconds' },
    'cpu-shares': { type: 'int', short: 'c', usage: 'CPU shares (relative weight)' },
    cpus: { type: 'decimal', usage: 'Number of CPUs' },
    'cpuset-cpus': { type: 'string', usage: 'CPUs in which to allow execution (0-3, 0,1)' },
    'cpuset-mems': { type: 'string', usage: 'MEMs in which to allow execution (0-3, 0,1)' },
    memory: { type: 'bytes', short: 'm', usage: 'Memory limit' },
    'memory-reservation': { type: 'bytes', usage: 'Memory soft limit' },
    'memory-swap': {
      type: 'bytes',
      usage: 'Swap limit equal to memory plus swap: -1 to enable unlimited swap',
      each: parseMemorySwap,
    },
    'pids-limit': { type: 'int', usage: 'Tune container pids limit (set -1 for unlimited)' },
    restart: { type: 'string', usage: 'Restart policy to apply when a container exits' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    if (changed.size === 0) throw new StatusError(1, 'you must provide one or more flags when using this command');
    const body: ContainerUpdateBody = {
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
      ...(changed.has('pids-limit') && { PidsLimit: flags['pids-limit'] }),
      RestartPolicy: parseRestartPolicy(flags.restart),
    };
    const warnings: string[] = [];
    const failures: string[] = [];
    for (const name of args) {
      try {
        const { Warnings } = await client.containerUpdate(name, body);
        await io.out(`${name}\n`);
        warnings.push(...(Warnings ?? []));
      } catch (error) {
        failures.push(errorText(error));
      }
    }
    if (warnings.length > 0) await io.out(`${warnings.join('\n')}\n`);
    if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
  },
});
