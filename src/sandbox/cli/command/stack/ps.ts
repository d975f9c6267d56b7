import { defineCommand } from '../../command.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { StatusError } from '../../errors.ts';
import { printTasks, TASK_FLAGS } from '../task-list.ts';
import { checkStackName, NAMESPACE } from './namespace.ts';

export const stackPs = defineCommand({
  use: 'docker stack ps [OPTIONS] STACK',
  short: 'List the tasks in the stack',
  flags: { ...TASK_FLAGS, format: { type: 'string', usage: TABLE_FORMAT_USAGE } },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [name = ''] = args;
    checkStackName(name);
    const tasks = await client.taskList(new Map([...flags.filter, ['label', [`${NAMESPACE}=${name}`]]]));
    if (tasks.length === 0) throw new StatusError(1, `nothing found in stack: ${name}`);
    await printTasks(client, io, tasks, flags);
  },
});
