import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { showTasks } from '../../formatter/task.ts';

export const servicePs = defineCommand({
  use: 'docker service ps [OPTIONS] SERVICE [SERVICE...]',
  short: 'List the tasks of one or more services',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: 'Pretty-print tasks using a Go template' },
    'no-resolve': { type: 'bool', usage: 'Do not map IDs to Names' },
    'no-trunc': { type: 'bool', usage: 'Do not truncate output' },
    quiet: { type: 'bool', short: 'q', usage: 'Only display task IDs' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    const services = await client.serviceList();
    const missing: string[] = [];
    const ids: string[] = [];
    for (const name of args) {
      const found = services.find(({ ID, Spec }) => ID === name || Spec.Name === name);
      const service = found ?? services.find(({ ID }) => ID.startsWith(name));
      if (service === undefined) missing.push(`no such service: ${name}`);
      else ids.push(service.ID);
    }
    if (ids.length > 0) {
      const tasks = await client.taskList(new Map([...flags.filter, ['service', ids]]));
      const options = { format: flags.format, quiet: flags.quiet, truncate: !flags['no-trunc'] };
      await showTasks(client, io, tasks, {
        ...options,
        truncate: options.truncate && !flags.quiet,
        resolve: !flags['no-resolve'],
      });
    }
    if (missing.length > 0) throw new StatusError(1, missing.join('\n'));
  },
});
