import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { graceSeconds } from '../container-body.ts';
import { allOrFirst, inDependencyOrder } from '../plan.ts';
import type { Service } from '../model/service.ts';
import { projectOrName } from '../project.ts';
import { containerEvent, told, withProgress } from '../runtime.ts';
import { containersOf, observedServices } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'no-deps': { type: 'bool', usage: "Don't restart dependent services" },
  timeout: { type: 'int', short: 't', usage: 'Specify a shutdown timeout in seconds' },
} as const satisfies Flags;

export const restart = defineCompose({
  name: 'restart',
  use: 'docker compose restart [OPTIONS] [SERVICE...]',
  short: 'Restart service containers',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags, changed } = invocation;
    const { name, project } = await projectOrName(io, root, { services: args });
    const dependents = Object.values(project?.services ?? {}).filter(({ depends_on = {} }) =>
      args.some((one) => depends_on[one]?.restart === true),
    );
    const chosen = args.length === 0 || flags['no-deps'] ? args : [...args, ...dependents.map((one) => one.name)];
    const containers = await containersOf(client, name, chosen, true);
    await withProgress(invocation, 'Restarting', (progress) =>
      inDependencyOrder(observedServices(project, containers) as Record<string, Service>, (service) =>
        allOrFirst(
          containers
            .filter((one) => one.service === service.name)
            .map((one) => {
              const known = project?.services[service.name];
              const timeout = changed.has('timeout')
                ? flags.timeout
                : known === undefined
                  ? undefined
                  : graceSeconds(known);
              return told(progress, containerEvent(one.name), ['Restarting', 'Started'], () =>
                client.containerRestart(one.id, { timeout }),
              );
            }),
        ),
      ),
    );
  },
});
