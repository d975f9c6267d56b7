import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { graceSeconds } from '../container-body.ts';
import { stopContainer } from '../create.ts';
import { allOrFirst, inReverseOrder } from '../plan.ts';
import { projectOrName } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { containersOf, observedServices, ofServices } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  timeout: { type: 'int', short: 't', usage: 'Specify a shutdown timeout in seconds' },
} as const satisfies Flags;

export const stop = defineCompose({
  name: 'stop',
  use: 'docker compose stop [OPTIONS] [SERVICE...]',
  short: 'Stop services',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags, changed } = invocation;
    const { name, project } = await projectOrName(io, root, { services: args });
    const containers = ofServices(project, await containersOf(client, name, args, true));
    await withProgress(invocation, 'Stopping', (progress) =>
      inReverseOrder(observedServices(project, containers), (service) =>
        allOrFirst(
          containers
            .filter((one) => one.service === service)
            .map((one) => {
              const known = project?.services[service];
              const grace = known === undefined ? undefined : graceSeconds(known);
              return stopContainer(
                invocation,
                progress,
                one,
                changed.has('timeout') ? flags.timeout : grace,
                known?.pre_stop,
              );
            }),
        ),
      ),
    );
  },
});
