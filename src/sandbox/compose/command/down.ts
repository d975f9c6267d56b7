import type { Flags } from '../../cli/opts/flag.ts';
import type { Client } from '../../client/client.ts';
import { defineCompose } from '../command.ts';
import { graceSeconds } from '../container-body.ts';
import { removeContainer, stopContainer } from '../create.ts';
import { imageOf } from '../images.ts';
import * as label from '../labels.ts';
import { warn } from '../log.ts';
import { isOn } from '../log.ts';
import { ComposeError } from '../model/error.ts';
import { refuseProviders } from '../not-simulated.ts';
import type { Observed } from '../observe.ts';
import { imageId, observe } from '../observe.ts';
import { allOrFirst, inReverseOrder } from '../plan.ts';
import type { Project } from '../project.ts';
import { projectOrName, selectServices } from '../project.ts';
import { removeImage, removeNetwork, removeVolume } from '../resources.ts';
import type { Runtime } from '../runtime.ts';
import { withProgress } from '../runtime.ts';
import { observedServices } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'remove-orphans': { type: 'bool', usage: 'Remove containers for services not defined in the Compose file' },
  rmi: {
    type: 'string',
    usage: 'Remove images used by services. "local" remove only images that don\'t have a custom tag ("local"|"all")',
  },
  timeout: { type: 'int', short: 't', usage: 'Specify a shutdown timeout in seconds' },
  volumes: {
    type: 'bool',
    short: 'v',
    usage:
      'Remove named volumes declared in the "volumes" section of the Compose file and anonymous volumes attached to containers',
  },
} as const satisfies Flags;

export const down = defineCompose({
  name: 'down',
  use: 'docker compose down [OPTIONS] [SERVICES]',
  short: 'Stop and remove containers, networks',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, flags, args, changed } = invocation;
    if (!['', 'all', 'local'].includes(flags.rmi))
      throw new ComposeError(`invalid value for --rmi: ${JSON.stringify(flags.rmi)}`);
    const { name, project } = await projectOrName(io, root, { services: args, allResources: true });
    const orphansToo = changed.has('remove-orphans') ? flags['remove-orphans'] : isOn(io, 'COMPOSE_REMOVE_ORPHANS');
    const timeout = changed.has('timeout') ? flags.timeout : undefined;
    const containers = await observe(client, name, { oneOff: 'include' });
    const isOwn = (one: Observed) => !one.oneOff && (project === undefined || one.service in project.services);
    const isOrphan = (one: Observed) => one.oneOff || project?.known.has(one.service) !== true;
    const chosen = containers.filter((one) =>
      args.length === 0 ? isOwn(one) || (orphansToo && isOrphan(one)) : args.includes(one.service) && !one.oneOff,
    );
    const images = await imagesToRemove(invocation, project, chosen, name, { which: flags.rmi, orphansToo });
    await withProgress(invocation, 'Running', async (progress) => {
      await inReverseOrder(observedServices(project, chosen), (service) =>
        allOrFirst(
          chosen
            .filter((one) => one.service === service)
            .map(async (one) => {
              const grace = project?.services[service];
              await stopContainer(
                invocation,
                progress,
                one,
                timeout ?? (grace === undefined ? undefined : graceSeconds(grace)),
                grace?.pre_stop,
              );
              await removeContainer(invocation, progress, one, flags.volumes);
            }),
        ),
      );
      if (project !== undefined) refuseProviders(project);
      const selected = project === undefined || args.length === 0 ? undefined : selectServices(project, args);
      const ofSelected = (one: string, declared: keyof Pick<Project, 'networks' | 'volumes'>) =>
        selected === undefined || Object.values(selected[declared]).some((each) => each.name === one);
      const volumes = flags.volumes ? await volumesOf(client, name, project) : [];
      const networks = await networksOf(client, name, project);
      if (chosen.length === 0 && volumes.length === 0 && networks.length === 0 && images.length === 0) {
        if (project === undefined)
          await warn(io, `Warning: No resource found to remove for project ${JSON.stringify(name)}.`);
        return;
      }
      await allOrFirst([
        ...volumes.filter((one) => ofSelected(one, 'volumes')).map((one) => removeVolume(invocation, progress, one)),
        ...images.map((one) => removeImage(invocation, progress, one)),
        ...networks.filter((one) => ofSelected(one, 'networks')).map((one) => removeNetwork(invocation, progress, one)),
      ]);
    });
  },
});

async function volumesOf(client: Client, name: string, project: Project | undefined): Promise<string[]> {
  const filters = new Map([['label', [`${label.PROJECT}=${name}`]]]);
  const { Volumes } = await client.volumeList(filters);
  const own = (Volumes ?? []).map(({ Name }) => Name);
  const listed = project === undefined ? undefined : namesOf(project.volumes);
  return own.filter((one) => listed?.has(one) !== false).sort();
}

async function networksOf(client: Client, name: string, project: Project | undefined): Promise<string[]> {
  const found = await client.networkList(new Map([['label', [`${label.PROJECT}=${name}`]]]));
  const listed = project === undefined ? undefined : namesOf(project.networks);
  return found
    .map(({ Name }) => Name)
    .filter((one) => listed?.has(one) !== false)
    .sort();
}

/** What the files declare and the project owns. */
const namesOf = (declared: Readonly<Record<string, { name: string; external?: boolean }>>): Set<string> =>
  new Set(Object.values(declared).flatMap(({ name, external }) => (external === true ? [] : [name])));

/** Images that were built for the project and, with `all`, those that services name. @see docker/compose image_pruner.go */
async function imagesToRemove(
  { client }: Runtime,
  project: Project | undefined,
  containers: readonly Observed[],
  name: string,
  { which, orphansToo }: { readonly which: string; readonly orphansToo: boolean },
): Promise<string[]> {
  if (which === '') return [];
  const services = Object.values(project?.services ?? {});
  const isWanted = (service: string | undefined) =>
    orphansToo || services.some((one) => one.name === service) || containers.some((one) => one.service === service);
  const built = await client.imageList({ filters: new Map([['label', [`${label.PROJECT}=${name}`]]]) });
  const names = new Set(
    built.flatMap(({ RepoTags, Labels }) => (isWanted(Labels?.[label.SERVICE]) ? (RepoTags ?? []).slice(0, 1) : [])),
  );
  const named = services.filter(({ image }) => which === 'all' || image === undefined);
  const others =
    project === undefined ? containers.map(({ summary }) => summary.Image) : named.map((one) => imageOf(project, one));
  for (const one of others) {
    if ((await imageId(client, one)) === undefined) continue;
    names.add(/[:@]/.test(one.slice(one.lastIndexOf('/') + 1)) ? one : `${one}:latest`);
  }
  return [...names].sort();
}
