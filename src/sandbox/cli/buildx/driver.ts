import { parseReference } from '../../api/reference.ts';
import type { BuildEvent } from '../../api/types/build.ts';
import type { Client } from '../../client/client.ts';
import { jsonLines } from '../../client/json-lines.ts';
import { isNotFound } from '../../client/not-found.ts';
import { DaemonError } from '../../client/request.ts';
import { StatusError, UsageError } from '../errors.ts';
import { parseMemory } from '../opts/memory.ts';
import type { Io } from '../io.ts';
import type { BuilderInstance, BuilderNode } from './builders.ts';

const CONTAINER_DRIVER = 'docker-container';
const IMAGE = 'moby/buildkit:buildx-stable-1';
/** Of the image that buildx starts. @see moby/buildkit releases, buildx-stable-1 in autumn 2025 */
export const WORKER_VERSION = 'v0.25.1';
export const WORKER_PLATFORMS = [
  ...['linux/amd64', 'linux/amd64/v2', 'linux/amd64/v3', 'linux/amd64/v4'],
  ...['linux/arm64', 'linux/386'],
];
/** The vertex of the boot: before all of a build. */
const BOOT = 0;

export type NodeStatus = 'running' | 'stopped' | 'inactive';

export const workerName = ({ Name }: Pick<BuilderNode, 'Name'>): string => `buildx_buildkit_${Name}`;
const stateVolume = (node: BuilderNode): string => `${workerName(node)}_state`;

/** Whether the container of a node is there. @see buildx driver/docker-container/driver.go, Info */
export async function nodeStatus(client: Client, node: BuilderNode, driver: string): Promise<NodeStatus> {
  if (driver !== CONTAINER_DRIVER) return 'inactive';
  try {
    const { State } = await client.containerInspect(workerName(node));
    return State.Running ? 'running' : 'stopped';
  } catch (error) {
    if (isNotFound(error)) return 'inactive';
    throw error;
  }
}

const OPTIONS = new Set([
  ...['network', 'memory', 'memory-swap', 'cpu-quota', 'cpu-period', 'cpu-shares', 'cpuset-cpus', 'cpuset-mems'],
  ...['image', 'cgroup-parent', 'restart-policy', 'default-load', 'gpus', 'provenance-add-gha'],
]);

/** @throws {StatusError} `ERROR: failed to initialize builder x (x0): invalid driver option nosuch for docker-container driver` */
export function checkDriverOptions(builder: BuilderInstance): void {
  if (builder.Driver !== CONTAINER_DRIVER) return;
  for (const node of builder.Nodes) {
    for (const key of Object.keys(node.DriverOpts ?? {})) {
      if (OPTIONS.has(key) || key.startsWith('env.')) continue;
      throw new StatusError(
        1,
        `ERROR: failed to initialize builder ${builder.Name} (${node.Name}): invalid driver option ${key} for docker-container driver`,
      );
    }
  }
}

/**
 * Starts the containers of a builder that aren't running, and tells of it as one step.
 *
 * @throws {UsageError} a driver that is not simulated
 */
export async function* bootBuilder(io: Io, client: Client, builder: BuilderInstance): AsyncGenerator<BuildEvent> {
  if (builder.Driver !== CONTAINER_DRIVER) {
    throw new UsageError(`drydock: not simulated: a build with the driver ${builder.Driver}`);
  }
  const begin = io.now();
  const at = () => io.now() - begin;
  for (const node of builder.Nodes) {
    const status = await nodeStatus(client, node, builder.Driver);
    if (status === 'running') continue;
    yield { type: 'start', vertex: BOOT, name: '[internal] booting buildkit', at: at() };
    const told = (id: string): BuildEvent => ({ type: 'status', vertex: BOOT, id, at: at(), done: true });
    const name = workerName(node);
    try {
      if (status === 'stopped') {
        yield told(`starting container ${name}`);
        await client.containerStart(name);
      } else {
        const image = node.DriverOpts?.['image'] ?? IMAGE;
        yield told(`pulling image ${image}`);
        await pull(client, image);
        yield told(`creating container ${name}`);
        await client.containerCreate(bodyOf(node, image), { name });
        await client.containerStart(name);
      }
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      const message = `Error response from daemon: ${error.message}`;
      yield { type: 'end', vertex: BOOT, at: at(), error: message };
      yield { type: 'failed', failure: { message, isBuilt: true } };
      return;
    }
    yield { type: 'end', vertex: BOOT, at: at() };
  }
}

async function pull(client: Client, text: string): Promise<void> {
  const { tag } = parseReference(text);
  const image = tag === undefined ? text : text.slice(0, -tag.length - 1);
  const stream = await client.imagePull({ image, tag: tag ?? 'latest' });
  for await (const { errorDetail } of jsonLines<{ errorDetail?: { message: string } }>(stream)) {
    if (errorDetail !== undefined) throw new DaemonError(500, errorDetail.message);
  }
}

/** @see buildx driver/docker-container/driver.go, create */
function bodyOf(node: BuilderNode, image: string): Parameters<Client['containerCreate']>[0] {
  const options = node.DriverOpts ?? {};
  const { network = 'bridge' } = options;
  const env = Object.entries(options).flatMap(([key, value]) =>
    key.startsWith('env.') ? [`${key.slice('env.'.length)}=${value}`] : [],
  );
  return {
    Image: image,
    Env: env,
    Cmd: node.Flags,
    HostConfig: {
      Privileged: true,
      RestartPolicy: { Name: 'unless-stopped', MaximumRetryCount: 0 },
      Mounts: [{ Type: 'volume', Source: stateVolume(node), Target: '/var/lib/buildkit' }],
      Init: true,
      SecurityOpt: ['label=disable'],
      NetworkMode: network,
      ...(options['memory'] !== undefined && { Memory: parseMemory(options['memory']) }),
    },
  };
}

/** Stops the containers of a builder. */
export async function stopBuilder(client: Client, { Driver, Nodes }: BuilderInstance): Promise<void> {
  for (const node of Nodes) {
    if ((await nodeStatus(client, node, Driver)) === 'running') await client.containerStop(workerName(node));
  }
}

/** Removes the containers of a builder, and what it has kept. */
export async function removeWorkers(
  client: Client,
  { Driver, Nodes }: BuilderInstance,
  { keepDaemon, keepState }: { readonly keepDaemon: boolean; readonly keepState: boolean },
): Promise<void> {
  if (keepDaemon) return;
  for (const node of Nodes) {
    if ((await nodeStatus(client, node, Driver)) === 'inactive') continue;
    await client.containerRemove(workerName(node), { force: true, removeVolumes: true });
    if (!keepState) await client.volumeRemove(stateVolume(node));
  }
}
