import { errorText } from '../cli/error-text.ts';
import { DaemonError } from '../client/request.ts';
import { configHash } from './model/hash.ts';
import { ComposeError } from './model/error.ts';
import type { NetworkConfig } from './model/service.ts';
import * as label from './labels.ts';
import { observe } from './observe.ts';
import { ifFound } from '../client/not-found.ts';
import { allOrFirst, inReverseOrder } from './plan.ts';
import { graceSeconds } from './container-body.ts';
import type { Progress } from './progress/progress.ts';
import type { Project } from './project.ts';
import type { Runtime } from './runtime.ts';
import { told } from './runtime.ts';
import type { Diverged } from './volume.ts';
import { ensureVolume } from './volume.ts';

const sorted = <T>(map: Readonly<Record<string, T>>) => Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

/** Networks and volumes that are missing are made. */
export async function ensureResources(
  runtime: Runtime,
  project: Project,
  progress: Progress,
  diverged: Diverged,
): Promise<void> {
  for (const [key, network] of sorted(project.networks)) await ensureNetwork(runtime, project, progress, key, network);
  for (const [key, volume] of sorted(project.volumes)) {
    await ensureVolume({ runtime, project, progress, diverged }, key, volume);
  }
}

async function ensureNetwork(
  runtime: Runtime,
  project: Project,
  progress: Progress,
  key: string,
  network: NetworkConfig,
): Promise<void> {
  const { client } = runtime;
  let users: readonly string[] = [];
  const { name, driver, ipam } = network;
  const found = await ifFound(client.networkInspect(name));
  if (found?.Name === name) {
    const owner = found.Labels?.[label.PROJECT];
    if (network.external === true) return;
    const hash = found.Labels?.[label.CONFIG_HASH];
    if (owner === project.name && (hash === undefined || hash === configHash(network))) return;
    if (owner === project.name) {
      users = await leaveNetwork(runtime, project, progress, key, name);
    } else if (owner === undefined || owner !== project.name) {
      throw new ComposeError(
        owner === undefined
          ? `network ${name} was found but has incorrect label ${label.NETWORK} set to "" (expected: "${key}")`
          : `a network with name ${name} exists but was not created for project "${project.name}".\nSet \`external: true\` to use an existing network`,
      );
    }
  }
  if (network.external === true) {
    if (['host', 'bridge', 'none'].includes(name)) return;
    throw new ComposeError(`network ${name} declared as external, but could not be found`);
  }
  const pools = ipam?.config?.map(({ subnet, gateway, ip_range, aux_addresses }) => ({
    ...(subnet !== undefined && { Subnet: subnet }),
    ...(gateway !== undefined && { Gateway: gateway }),
    ...(ip_range !== undefined && { IPRange: ip_range }),
    ...(aux_addresses !== undefined && { AuxiliaryAddresses: aux_addresses }),
  }));
  await creating(progress, 'network', name, () =>
    client.networkCreate({
      Name: name,
      Driver: driver ?? 'bridge',
      Options: network.driver_opts ?? null,
      Internal: network.internal === true,
      Attachable: network.attachable === true,
      ...(network.enable_ipv4 !== undefined && { EnableIPv4: network.enable_ipv4 }),
      ...(network.enable_ipv6 !== undefined && { EnableIPv6: network.enable_ipv6 }),
      ...(ipam !== undefined && {
        IPAM: { Driver: ipam.driver ?? 'default', Config: pools ?? null, Options: ipam.options ?? null },
      }),
      Labels: {
        ...network.labels,
        [label.NETWORK]: key,
        [label.PROJECT]: project.name,
        [label.VERSION_LABEL]: label.COMPOSE_VERSION,
        [label.CONFIG_HASH]: configHash(network),
      },
    }),
  );
  for (const id of users) await client.networkConnect(name, { Container: id, EndpointConfig: {} });
}

/**
 * A network that is no longer as the files want it goes; what uses it is stopped and leaves it before.
 *
 * @returns ids of the containers that left
 * @see docker/compose create.go, removeDivergedNetwork
 */
async function leaveNetwork(
  runtime: Runtime,
  project: Project,
  progress: Progress,
  key: string,
  name: string,
): Promise<string[]> {
  const { client } = runtime;
  const services = Object.values(project.services).filter(({ networks = {} }) => key in networks);
  const found = await observe(client, project.name);
  const users = found.filter((one) => services.some((service) => service.name === one.service));
  await inReverseOrder(Object.fromEntries(services.map((one) => [one.name, one])), (service) =>
    allOrFirst(
      users
        .filter((one) => one.service === service)
        .map((one) =>
          told(progress, `Container ${one.name}`, ['Stopping', 'Stopped'], () => {
            const grace = project.services[service];
            return client.containerStop(one.id, { timeout: grace === undefined ? undefined : graceSeconds(grace) });
          }),
        ),
    ),
  );
  for (const { id } of users) await client.networkDisconnect(name, { Container: id, Force: true });
  await progress.event({ id: `Network ${name}`, status: 'Removed', state: 'done' });
  await client.networkRemove(name);
  return users.map(({ id }) => id);
}

async function creating(progress: Progress, kind: 'network', name: string, work: () => Promise<unknown>) {
  try {
    await told(progress, `Network ${name}`, ['Creating', 'Created'], work, 'Error');
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    throw new ComposeError(`failed to create ${kind} ${name}: ${errorText(error)}`);
  }
}

const IN_USE = 403;
const CONFLICT = 409;
const NOT_FOUND = 404;
const statusOf = (error: unknown) => (error instanceof DaemonError ? error.status : undefined);

export async function removeNetwork({ client }: Runtime, progress: Progress, name: string): Promise<void> {
  const id = `Network ${name}`;
  const found = await client.networkList(new Map([['name', [name]]]));
  const own = found.filter(({ Name }) => Name === name);
  if (own.length === 0) return;
  await progress.event({ id, status: 'Removing', state: 'working' });
  for (const { Id } of own) {
    const { Containers } = await client.networkInspect(Id);
    if (Object.keys(Containers).length > 0) {
      await progress.event({ id, status: 'Resource is still in use', state: 'warning' });
      return;
    }
    try {
      await client.networkRemove(Id);
    } catch (error) {
      if (statusOf(error) !== IN_USE) throw error;
      await progress.event({ id, status: 'Resource is still in use', state: 'warning' });
      return;
    }
  }
  await progress.event({ id, status: 'Removed', state: 'done' });
}

export async function removeVolume({ client }: Runtime, progress: Progress, name: string): Promise<void> {
  if ((await ifFound(client.volumeInspect(name))) === undefined) return;
  await removing(progress, `Volume ${name}`, () => client.volumeRemove(name, { force: true }));
}

export async function removeImage({ client }: Runtime, progress: Progress, name: string): Promise<void> {
  await removing(progress, `Image ${name}`, () => client.imageRemove(name));
}

async function removing(progress: Progress, id: string, work: () => Promise<unknown>): Promise<void> {
  await progress.event({ id, status: 'Removing', state: 'working' });
  try {
    await work();
    await progress.event({ id, status: 'Removed', state: 'done' });
  } catch (error) {
    const status = statusOf(error);
    if (status === CONFLICT) await progress.event({ id, status: 'Resource is still in use', state: 'warning' });
    else if (status === NOT_FOUND)
      await progress.event({ id, status: 'Warning: No resource found to remove', state: 'done' });
    else throw error;
  }
}
