import { defineCommand } from '../../command.ts';
import type { Task } from '../../../api/types/task.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { printTasks, TASK_FLAGS } from '../task-list.ts';
import { nodeReference } from './reference.ts';

export const nodePs = defineCommand({
  use: 'docker node ps [OPTIONS] [NODE...]',
  short: 'List tasks running on one or more nodes, defaults to current node',
  flags: TASK_FLAGS,
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
    if (failures.length < names.length) await printTasks(client, io, tasks, flags);
    if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
  },
});
