import type { Client } from '../client/client.ts';
import * as label from './labels.ts';
import { ComposeError } from './model/error.ts';
import type { Dependency, Service } from './model/service.ts';
import type { ObserveOptions, Observed } from './observe.ts';
import { isRunning, observe } from './observe.ts';
import type { Project } from './project.ts';

type Ordered = Pick<Service, 'name' | 'depends_on'>;

/** The services of these containers, with dependencies from the files, or else from the labels. */
export function observedServices(
  project: Project | undefined,
  containers: readonly Observed[],
): Record<string, Ordered> {
  const names = [...new Set(containers.map(({ service }) => service))];
  return Object.fromEntries(
    names.map((name) => {
      const known = project?.services[name];
      const one = containers.find(({ service }) => service === name);
      const depends_on = known?.depends_on ?? labelled(one?.summary.Labels[label.DEPENDENCIES] ?? '');
      return [name, { name, depends_on }];
    }),
  );
}

function labelled(text: string): Record<string, Dependency> {
  const entries = text.split(',').filter(Boolean);
  return Object.fromEntries(
    entries.map((entry) => {
      const [name = '', condition = 'service_started', restart] = entry.split(':');
      return [
        name,
        {
          condition: condition as Dependency['condition'],
          required: true,
          ...(restart === 'true' && { restart: true }),
        },
      ];
    }),
  );
}

/** A container of a service that runs. @param index of several; 0 is the first @throws {ComposeError} `service "x" is not running` */
export async function runningContainer(
  client: Client,
  project: string,
  service: string,
  index: number,
): Promise<Observed> {
  const own = (await observe(client, project, { oneOff: 'include' })).filter(
    (one) => one.service === service && isRunning(one),
  );
  // Those of `run` come last.
  own.sort((a, b) => Number(a.oneOff) - Number(b.oneOff) || a.number - b.number || a.age - b.age);
  const found = index === 0 ? own[0] : own.find(({ number }) => number === index);
  if (found !== undefined) return found;
  throw new ComposeError(
    index === 0 || own.length === 0
      ? `service ${JSON.stringify(service)} is not running`
      : `service ${JSON.stringify(service)} is not running container #${index}`,
  );
}

/** The containers of a project, of some services or of all. */
export async function containersOf(
  client: Client,
  project: string,
  services: readonly string[],
  all: boolean,
  oneOff: ObserveOptions['oneOff'] = 'exclude',
): Promise<Observed[]> {
  const found = await observe(client, project, { all, oneOff });
  return found.filter(({ service }) => services.length === 0 || services.includes(service));
}

/** Without those of services that the files don't know, or whose profile isn't chosen. */
export const ofServices = (project: Project | undefined, containers: readonly Observed[]): Observed[] =>
  containers.filter(({ service }) => project === undefined || service in project.services);
