import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { runHooks } from '../hooks.ts';
import type { Service } from '../model/service.ts';
import type { Observed } from '../observe.ts';
import { isRunning } from '../observe.ts';
import { allOrFirst, inDependencyOrder } from '../plan.ts';
import type { Progress } from '../progress/progress.ts';
import { projectOrName } from '../project.ts';
import type { Runtime } from '../runtime.ts';
import { containerEvent, told, withProgress } from '../runtime.ts';
import { containersOf, observedServices } from '../services.ts';
import { waitForNeeds } from '../start.ts';

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
    const containers = await containersOf(client, name, [], true);
    const known = project?.services ?? observedServices(undefined, containers);
    const services = chosen(known as Record<string, Service>, args, flags['no-deps']);
    const timeout = changed.has('timeout') ? flags.timeout : undefined;
    await withProgress(invocation, 'Restarting', (progress) =>
      inDependencyOrder(services, async (service) => {
        if (project !== undefined) await waitForNeeds(invocation, project, progress, containers, service);
        await allOrFirst(
          containers
            .filter((one) => one.service === service.name)
            .map((one) => restartOne(invocation, progress, one, service, timeout)),
        );
      }),
    );
  },
});

/** The named services, or all, and what `restart: true` makes restart with them; other dependencies don't count. */
function chosen(known: Readonly<Record<string, Service>>, names: readonly string[], alone: boolean) {
  const needs = ({ depends_on = {} }: Service) =>
    Object.entries(depends_on).filter(([, { restart }]) => restart === true);
  const wanted = new Set(names.length === 0 ? Object.keys(known) : names);
  const addUsers = (name: string): void => {
    for (const one of Object.values(known)) {
      if (wanted.has(one.name) || !needs(one).some(([needed]) => needed === name)) continue;
      wanted.add(one.name);
      addUsers(one.name);
    }
  };
  if (!alone) for (const name of names) addUsers(name);
  return Object.fromEntries(
    [...wanted].flatMap((name) => {
      const service = known[name];
      if (service === undefined) return [];
      return [[name, { ...service, depends_on: alone && names.length > 0 ? {} : Object.fromEntries(needs(service)) }]];
    }),
  );
}

async function restartOne(
  { client }: Runtime,
  progress: Progress,
  container: Observed,
  { pre_stop = [], post_start = [] }: Service,
  timeout: number | undefined,
): Promise<void> {
  await runHooks({ client }, container, isRunning(container) ? pre_stop : []);
  await told(progress, containerEvent(container.name), ['Restarting', 'Started'], () =>
    client.containerRestart(container.id, { timeout }),
  );
  await runHooks({ client }, container, post_start);
}
