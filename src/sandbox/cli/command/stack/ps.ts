import { defineCommand } from '../../command.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { StatusError } from '../../errors.ts';
import { showTasks } from '../../formatter/task.ts';
import { checkStackName, NAMESPACE } from './namespace.ts';

export const stackPs = defineCommand({
  use: 'docker stack ps [OPTIONS] STACK',
  short: 'List the tasks in the stack',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    'no-resolve': { type: 'bool', usage: 'Do not map IDs to Names' },
    'no-trunc': { type: 'bool', usage: 'Do not truncate output' },
    quiet: { type: 'bool', short: 'q', usage: 'Only display task IDs' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [name = ''] = args;
    checkStackName(name);
    const tasks = await client.taskList(new Map([...flags.filter, ['label', [`${NAMESPACE}=${name}`]]]));
    if (tasks.length === 0) throw new StatusError(1, `nothing found in stack: ${name}`);
    const options = { format: flags.format, quiet: flags.quiet, truncate: !flags['no-trunc'] };
    await showTasks(client, io, tasks, { ...options, resolve: !flags['no-resolve'] });
  },
});
