import { defineCommand } from '../../command.ts';
import type { Task } from '../../../api/types/task.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { showTasks } from '../../formatter/task.ts';
import { nodeReference } from './reference.ts';

export const nodePs = defineCommand({
  use: 'docker node ps [OPTIONS] [NODE...]',
  short: 'List tasks running on one or more nodes, defaults to current node',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: 'Pretty-print tasks using a Go template' },
    'no-resolve': { type: 'bool', usage: 'Do not map IDs to Names' },
    'no-trunc': { type: 'bool', usage: 'Do not truncate output' },
    quiet: { type: 'bool', short: 'q', usage: 'Only display task IDs' },
  },
  args: { min: 0 },
  run: async ({ client, io, args, flags }) => {
    const names = args.length > 0 ? args : ['self'];
    const failures: string[] = [];
    const tasks: Task[] = [];
    for (const name of names) {
      try {
        const { ID } = await client.nodeInspect(await nodeReference(client, name));
        tasks.push(...(await client.taskList(new Map([...flags.filter, ['node', [ID]]]))));
      } catch (error) {
        failures.push(errorText(error));
      }
    }
    if (failures.length < names.length) {
      const options = { format: flags.format, quiet: flags.quiet, truncate: !flags['no-trunc'] };
      await showTasks(client, io, tasks, { ...options, resolve: !flags['no-resolve'] });
    }
    if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
  },
});
