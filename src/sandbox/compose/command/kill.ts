import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { removeContainer, stopContainer } from '../create.ts';
import { isRunning, observe } from '../observe.ts';
import { allOrFirst, orphans } from '../plan.ts';
import { projectOrName } from '../project.ts';
import { containerEvent, told, withProgress } from '../runtime.ts';
import { containersOf, ofServices } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'remove-orphans': { type: 'bool', usage: 'Remove containers for services not defined in the Compose file' },
  signal: { type: 'string', short: 's', usage: 'SIGNAL to send to the container', default: 'SIGKILL' },
} as const satisfies Flags;

export const kill = defineCompose({
  name: 'kill',
  use: 'docker compose kill [OPTIONS] [SERVICE...]',
  short: 'Force stop service containers',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags } = invocation;
    const { name, project } = await projectOrName(io, root, { services: args });
    const containers = ofServices(project, await containersOf(client, name, args, false)).filter(isRunning);
    if (containers.length === 0) {
      await io.err('no container to kill');
      return;
    }
    await withProgress(invocation, 'Killing', async (progress) => {
      await allOrFirst(
        containers.map((one) =>
          told(progress, containerEvent(one.name), ['Killing', 'Killed'], () =>
            client.containerKill(one.id, flags.signal),
          ),
        ),
      );
      if (!flags['remove-orphans'] || project === undefined) return;
      for (const one of orphans(project.known, await observe(client, name))) {
        await stopContainer(invocation, progress, one, undefined);
        await removeContainer(invocation, progress, one);
      }
    });
  },
});
