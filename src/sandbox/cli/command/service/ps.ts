import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { printTasks, TASK_FLAGS } from '../task-list.ts';

export const servicePs = defineCommand({
  use: 'docker service ps [OPTIONS] SERVICE [SERVICE...]',
  short: 'List the tasks of one or more services',
  flags: TASK_FLAGS,
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
      await printTasks(client, io, tasks, { ...flags, 'no-trunc': flags['no-trunc'] || flags.quiet });
    }
    if (missing.length > 0) throw new StatusError(1, missing.join('\n'));
  },
});
