import { decode } from '../kernel/bytes.ts';
import type { Volume } from '../api/types/volume.ts';
import { graceSeconds } from './container-body.ts';
import { removeContainer, stopContainer } from './create.ts';
import * as label from './labels.ts';
import { isTrue, warn } from './log.ts';
import { ComposeError } from './model/error.ts';
import { configHash } from './model/hash.ts';
import type { VolumeConfig } from './model/service.ts';
import { observe } from './observe.ts';
import { ifFound } from '../client/not-found.ts';
import { allOrFirst, inReverseOrder } from './plan.ts';
import type { Progress } from './progress/progress.ts';
import type { Project } from './project.ts';
import type { Runtime } from './runtime.ts';
import { told } from './runtime.ts';

/** What becomes of a volume that isn't as the files want it: `recreate` is `up -y`. */
export type Diverged = 'ask' | 'recreate' | 'keep';

interface Context {
  readonly runtime: Runtime;
  readonly project: Project;
  readonly progress: Progress;
  readonly diverged: Diverged;
}

/** @see docker/compose create.go, ensureVolume */
export async function ensureVolume(context: Context, key: string, volume: VolumeConfig): Promise<void> {
  const { runtime } = context;
  const found = await ifFound(runtime.client.volumeInspect(volume.name));
  if (found === undefined) {
    if (volume.external === true) throw new ComposeError(`external volume "${volume.name}" not found`);
    return createVolume(context, key, volume);
  }
  if (volume.external === true) return;
  await warnOfOwner(context, found);
  const hash = found.Labels?.[label.CONFIG_HASH];
  if (hash === undefined || hash === configHash(volume) || !(await mayRecreate(context, volume.name))) return;
  await removeUsers(context, key);
  await runtime.client.volumeRemove(volume.name, { force: true });
  await createVolume(context, key, volume);
}

async function warnOfOwner({ runtime: { io }, project }: Context, { Name, Labels }: Volume): Promise<void> {
  const owner = Labels?.[label.PROJECT];
  if (owner === project.name) return;
  const by =
    owner === undefined
      ? 'not created by Docker Compose'
      : `created for project "${owner}" (expected "${project.name}")`;
  await warn(io, `volume "${Name}" already exists but was ${by}. Use \`external: true\` to use an existing volume`);
}

/** Without an answer it stays as it is. @see docker/compose pkg/prompt, Pipe.Confirm */
async function mayRecreate({ runtime: { io }, diverged }: Context, name: string): Promise<boolean> {
  if (diverged !== 'ask') return diverged === 'recreate';
  await io.out(
    `Volume "${name}" exists but doesn't match configuration in compose file. Recreate (data will be lost)?`,
  );
  const answer = await io.read();
  const [word = ''] = answer === null ? [] : decode(answer).split(/\s/);
  return isTrue(word);
}

/** What mounts the volume is stopped, then removed. */
async function removeUsers({ runtime, project, progress }: Context, key: string): Promise<void> {
  const services = Object.values(project.services).filter(({ volumes = [] }) =>
    volumes.some(({ source }) => source === key),
  );
  const found = await observe(runtime.client, project.name);
  const users = found.filter((one) => services.some(({ name }) => name === one.service));
  await inReverseOrder(Object.fromEntries(services.map((one) => [one.name, one])), (service) =>
    allOrFirst(
      users
        .filter((one) => one.service === service)
        .map((one) => {
          const own = services.find(({ name }) => name === service);
          const grace = own === undefined ? undefined : graceSeconds(own);
          return stopContainer(runtime, progress, one, grace, own?.pre_stop);
        }),
    ),
  );
  await allOrFirst(users.map((one) => removeContainer(runtime, progress, one)));
}

async function createVolume({ runtime, project, progress }: Context, key: string, volume: VolumeConfig): Promise<void> {
  const { name, driver, driver_opts, labels } = volume;
  await told(progress, `Volume ${name}`, ['Creating', 'Created'], () =>
    runtime.client.volumeCreate({
      Name: name,
      ...(driver !== undefined && { Driver: driver }),
      ...(driver_opts !== undefined && { DriverOpts: driver_opts }),
      Labels: {
        ...labels,
        [label.VOLUME]: key,
        [label.PROJECT]: project.name,
        [label.VERSION_LABEL]: label.COMPOSE_VERSION,
        [label.CONFIG_HASH]: configHash(volume),
      },
    }),
  );
}
