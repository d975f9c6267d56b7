import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import { observe } from '../observe.ts';
import { projectOrName, selectServices } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { startServices } from '../start.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
} as const satisfies Flags;

export const start = defineCompose({
  name: 'start',
  use: 'docker compose start [SERVICE...]',
  short: 'Start services',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args } = invocation;
    const { name, project } = await projectOrName(io, root, { services: args });
    if (project === undefined) {
      const containers = await observe(client, name);
      if (containers.length === 0)
        throw new ComposeError(`no container found for project ${JSON.stringify(name)}: not found`);
      await withProgress(invocation, 'Running', async (progress) => {
        for (const one of containers) {
          await progress.event({ id: `Container ${one.name}`, status: 'Starting', state: 'working' });
          await client.containerStart(one.id);
          await progress.event({ id: `Container ${one.name}`, status: 'Started', state: 'done' });
        }
      });
      return;
    }
    const wanted = selectServices(project, args, true);
    await withProgress(invocation, 'Running', (progress) => startServices(invocation, wanted, progress));
  },
});
