import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { allOrFirst } from '../plan.ts';
import { projectOrName } from '../project.ts';
import { containerEvent, withProgress } from '../runtime.ts';
import { containersOf } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
} as const satisfies Flags;

export const unpause = defineCompose({
  name: 'unpause',
  use: 'docker compose unpause [SERVICE...]',
  short: 'Unpause services',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args } = invocation;
    const { name } = await projectOrName(io, root, { services: args });
    const containers = await containersOf(client, name, args, false);
    await withProgress(invocation, 'Running', (progress) =>
      allOrFirst(
        containers.map(async (one) => {
          await client.containerUnpause(one.id);
          await progress.event({ id: containerEvent(one.name), status: 'Unpaused', state: 'done' });
        }),
      ),
    );
  },
});
