import type { ContainerUpdateBody } from '../../../api/types/container.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { parseMemorySwap } from '../../opts/memory.ts';
import { parseRestartPolicy } from '../../opts/restart.ts';
import { LIMIT_FLAGS, limitsOf } from './limit-flags.ts';

export const containerUpdate = defineCommand({
  use: 'docker update [OPTIONS] CONTAINER [CONTAINER...]',
  also: ['docker container update'],
  aliases: ['docker container update', 'docker update'],
  short: 'Update configuration of one or more containers',
  flags: {
    ...LIMIT_FLAGS,
    'cpu-rt-period': { type: 'int', usage: 'Limit the CPU real-time period in microseconds' },
    'cpu-rt-runtime': { type: 'int', usage: 'Limit the CPU real-time runtime in microseconds' },
    'memory-swap': {
      type: 'bytes',
      usage: 'Swap limit equal to memory plus swap: -1 to enable unlimited swap',
      each: parseMemorySwap,
    },
    restart: { type: 'string', usage: 'Restart policy to apply when a container exits' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    if (changed.size === 0) throw new StatusError(1, 'you must provide one or more flags when using this command');
    const body: ContainerUpdateBody = {
      ...limitsOf(flags),
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
