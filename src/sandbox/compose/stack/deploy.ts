import { toBase64 } from '../../kernel/base64.ts';
import type { Service as SwarmService } from '../../api/types/service.ts';
import type { NetworkCreateBody } from '../../api/types/network.ts';
import type { Client } from '../../client/client.ts';
import { checkStackName, NAMESPACE } from '../../cli/command/stack/namespace.ts';
import { stackDeploy } from '../../cli/command/stack/deploy.ts';
import { waitOnService } from '../../cli/command/service/progress.ts';
import { resolveImage } from '../../cli/command/service/resolve-image.ts';
import { errorText } from '../../cli/error-text.ts';
import { StatusError, UsageError } from '../../cli/errors.ts';
import type { Io } from '../../cli/io.ts';
import { parseFlags } from '../../cli/opts/parse.ts';
import type { Plugin } from '../../cli/plugin.ts';
import { encode } from '../../kernel/bytes.ts';
import type { FileObject, Model } from '../model/service.ts';
import { ignoredOptions, readStack } from './read.ts';
import { stackService, type StackIds } from './service-spec.ts';

interface Deployment {
  readonly client: Client;
  readonly io: Io;
  readonly stack: string;
  readonly model: Model;
}

const DETACHED = `Since --detach=false was not specified, tasks will be created in the background.
In a future release, --detach=false will become the default.
`;
const NO_MANAGER =
  'this node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again';

/** `docker stack deploy`. @see docker/cli stack/swarm/deploy_composefile.go */
export const deployStack: Plugin = async ({ argv, io, client }) => {
  const { flags, changed, args } = parseFlags(stackDeploy.flags, argv);
  const given = flags as unknown as {
    'compose-file': string[];
    prune: boolean;
    detach: boolean;
    quiet: boolean;
    'resolve-image': string;
  };
  const [stack = ''] = args;
  checkStackName(stack);
  const { model, tree } = await readStack(io, given['compose-file'], stack);
  const ignored = ignoredOptions(tree);
  if (ignored !== '') await io.err(ignored);
  const deployment = { client, io, stack, model };
  const unnamed = Object.values(model.services).find(({ image }) => image === undefined || image === '');
  if (unnamed !== undefined) {
    throw new UsageError(`invalid image reference for service ${unnamed.name}: no image specified`);
  }
  const resolve = given['resolve-image'];
  if (!['always', 'changed', 'never'].includes(resolve)) {
    throw new UsageError(`Invalid option ${resolve} for flag --resolve-image`);
  }
  if (!changed.has('detach')) await io.err(DETACHED);
  const { Swarm } = await client.info();
  if (!Swarm.ControlAvailable) throw new UsageError(NO_MANAGER);
  if (given.prune) await prune(deployment);
  const networks = await createNetworks(deployment);
  const ids = {
    networks,
    secrets: await createObjects(deployment, 'secret'),
    configs: await createObjects(deployment, 'config'),
  };
  const detach = !changed.has('detach') || given.detach;
  const deployed = await deployServices(deployment, ids, resolve);
  if (!detach) for (const id of deployed) await waitOnService(client, io, id, given.quiet);
  return 0;
};

const mine = (stack: string) => new Map([['label', [`${NAMESPACE}=${stack}`]]]);

async function prune({ client, io, stack, model }: Deployment): Promise<void> {
  for (const { ID, Spec } of await client.serviceList(mine(stack))) {
    if (Spec.Name.slice(stack.length + 1) in model.services) continue;
    await io.out(`Removing service ${Spec.Name}\n`);
    await client.serviceRemove(ID);
  }
}

/** Networks that services use; external ones have to be there. @returns ids by name */
async function createNetworks({ client, io, stack, model }: Deployment): Promise<Map<string, string>> {
  const ids = new Map((await client.networkList()).map(({ Name, Id }) => [Name, Id]));
  const used = new Set(
    Object.values(model.services).flatMap(({ networks = { default: null } }) => Object.keys(networks)),
  );
  for (const key of used) {
    const network = model.networks[key];
    if (network?.external === true && !ids.has(network.name)) {
      throw new UsageError(
        `network ${JSON.stringify(network.name)} is declared as external, but could not be found. You need to create a swarm-scoped network before the stack is deployed`,
      );
    }
  }
  for (const key of used) {
    // One that nobody declared is made, too, before its service is refused.
    const network: Network = model.networks[key] ?? { name: `${stack}_${key}` };
    if (network.external === true || ids.has(network.name)) continue;
    await io.out(`Creating network ${network.name}\n`);
    const { Id } = await telling(`create network ${network.name}`, client.networkCreate(networkBody(network, stack)));
    ids.set(network.name, Id);
  }
  return ids;
}

type Network = Model['networks'][string];

const networkBody = (network: Network, stack: string): NetworkCreateBody => ({
  Name: network.name,
  Driver: network.driver ?? 'overlay',
  Labels: { ...network.labels, [NAMESPACE]: stack },
  ...(network.driver_opts !== undefined && { Options: network.driver_opts }),
  ...(network.attachable === true && { Attachable: true }),
  ...(network.internal === true && { Internal: true }),
  ...(network.ipam?.config !== undefined && {
    IPAM: { Config: network.ipam.config.map(({ subnet }) => ({ ...(subnet !== undefined && { Subnet: subnet }) })) },
  }),
});

/** @throws {StatusError} `failed to create network x: Error response from daemon: …` */
async function telling<T>(what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new StatusError(1, `failed to ${what}: ${errorText(error)}`);
  }
}

function contentOf({ io }: Deployment, { file, content, environment }: FileObject): string {
  if (content !== undefined) return toBase64(encode(content));
  if (environment !== undefined) return toBase64(encode(io.env.get(environment) ?? ''));
  return toBase64(io.fs.readFile(file ?? ''));
}

/** Secrets or configs of the files. @returns ids by name, also of those that others made */
async function createObjects(deployment: Deployment, kind: 'secret' | 'config'): Promise<Map<string, string>> {
  const { client, io, stack, model } = deployment;
  const list = () => (kind === 'secret' ? client.secretList() : client.configList());
  const existing = await list();
  for (const object of Object.values(kind === 'secret' ? model.secrets : model.configs)) {
    if (object.external === true) continue;
    const spec = { Name: object.name, Labels: { [NAMESPACE]: stack }, Data: contentOf(deployment, object) };
    const before = existing.find(({ Spec }) => Spec.Name === object.name);
    if (before === undefined) {
      await io.out(`Creating ${kind} ${object.name}\n`);
      await telling(
        `create ${kind} ${object.name}`,
        kind === 'secret' ? client.secretCreate(spec) : client.configCreate(spec),
      );
      continue;
    }
    const change = kind === 'secret' ? client.secretUpdate.bind(client) : client.configUpdate.bind(client);
    await telling(`update ${kind} ${object.name}`, change(before.ID, before.Version.Index, spec));
  }
  return new Map((await list()).map(({ ID, Spec }) => [Spec.Name, ID]));
}

/** @returns ids of the services */
async function deployServices(
  { client, io, stack, model }: Deployment,
  ids: StackIds,
  resolve: string,
): Promise<string[]> {
  const specs = Object.values(model.services).map((service) => stackService(model, stack, service, ids));
  const existing = new Map((await client.serviceList(mine(stack))).map((service) => [service.Spec.Name, service]));
  const deployed: string[] = [];
  for (const spec of specs) {
    const before: SwarmService | undefined = existing.get(spec.Name);
    const image = spec.TaskTemplate.ContainerSpec.Image;
    const isSame = before?.Spec.Labels['com.docker.stack.image'] === image;
    if (before === undefined) {
      await io.out(`Creating service ${spec.Name}\n`);
      const { template, warnings } =
        resolve === 'never'
          ? { template: spec.TaskTemplate, warnings: [] }
          : await resolveImage(client, spec.TaskTemplate);
      const { ID } = await telling(
        `create service ${spec.Name}`,
        client.serviceCreate({ ...spec, TaskTemplate: template }),
      );
      for (const warning of warnings) await io.err(`${warning}\n`);
      deployed.push(ID);
      continue;
    }
    await io.out(`Updating service ${spec.Name} (id: ${before.ID})\n`);
    const { TaskTemplate: old } = before.Spec;
    const asks = resolve === 'always' || (resolve === 'changed' && !isSame);
    const kept = () => ({
      ...spec.TaskTemplate,
      ContainerSpec: { ...spec.TaskTemplate.ContainerSpec, Image: old.ContainerSpec.Image },
      Placement: {
        ...spec.TaskTemplate.Placement,
        ...(old.Placement?.Platforms && { Platforms: old.Placement.Platforms }),
      },
    });
    const { template, warnings } = asks
      ? await resolveImage(client, spec.TaskTemplate)
      : { template: kept(), warnings: [] };
    const next = { ...template, ForceUpdate: old.ForceUpdate ?? 0 };
    const change = client.serviceUpdate(before.ID, before.Version.Index, { ...spec, TaskTemplate: next });
    await telling(`update service ${spec.Name}`, change);
    for (const warning of warnings) await io.err(`${warning}\n`);
    deployed.push(before.ID);
  }
  return deployed;
}
