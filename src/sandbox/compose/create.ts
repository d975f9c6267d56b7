import { errorText } from '../cli/error-text.ts';
import { DaemonError } from '../client/request.ts';
import { withApiSocket } from './api-socket.ts';
import type { BodyOptions } from './container-body.ts';
import { containerBody, graceSeconds } from './container-body.ts';
import type { Hook, Service } from './model/service.ts';
import type { HookPrinter } from './hooks.ts';
import { runStopHooks } from './hooks.ts';
import { imageOf } from './images.ts';
import { ComposeError } from './model/error.ts';
import { warn } from './log.ts';
import type { Observed } from './observe.ts';
import { observe } from './observe.ts';
import type { Step } from './plan.ts';
import type { Progress } from './progress/progress.ts';
import type { Project } from './project.ts';
import type { Runtime } from './runtime.ts';
import { containerEvent, failed, told } from './runtime.ts';

export interface CreateContext {
  readonly runtime: Runtime;
  readonly project: Project;
  readonly progress: Progress;
  readonly images: ReadonlyMap<string, string | undefined>;
  /** Seconds; undefined leaves it to the service. */
  readonly timeout: number | undefined;
  /** False: a new container gets new anonymous volumes. */
  readonly inherit: boolean;
}

/** Does one step of a plan. */
export async function doStep(context: CreateContext, service: Service, step: Step): Promise<void> {
  const { progress, runtime, timeout } = context;
  switch (step.kind) {
    case 'keep':
      return keep(context, step.container);
    case 'remove':
      await stopContainer(runtime, progress, step.container, timeout ?? graceSeconds(service));
      await removeContainer(runtime, progress, step.container);
      return;
    case 'create':
      await tellCreation(progress, step.name, ['Creating', 'Created'], () =>
        createContainer(context, service, { name: step.name, number: step.number }),
      );
      return;
    case 'recreate':
      await tellCreation(progress, step.container.name, ['Recreate', 'Recreated'], () =>
        recreate(context, service, step.container),
      );
  }
}

/** What stands still without having ended is started at once. @see docker/compose convergence.go, startContainer */
async function keep({ progress, runtime }: CreateContext, { id, name, summary }: Observed): Promise<void> {
  const event = containerEvent(name);
  if (summary.State === 'running') return progress.event({ id: event, status: 'Running', state: 'done' });
  if (['created', 'restarting', 'exited'].includes(summary.State)) return;
  await progress.event({ id: event, status: 'Restart', state: 'working' });
  await runtime.client.containerStart(id);
  await progress.event({ id: event, status: 'Restarted', state: 'done' });
}

async function tellCreation(
  progress: Progress,
  name: string,
  [before, after]: readonly [string, string],
  work: () => Promise<unknown>,
): Promise<void> {
  const id = containerEvent(name);
  await progress.event({ id, status: before, state: 'working' });
  try {
    await work();
  } catch (error) {
    await progress.event(failed(id, error instanceof ComposeError ? error.message : errorText(error)));
    throw error;
  }
  await progress.event({ id, status: after, state: 'done' });
}

type Own = Pick<BodyOptions, 'name' | 'number'> &
  Partial<Pick<BodyOptions, 'oneOff' | 'autoRemove' | 'tty' | 'stdin' | 'aliases' | 'inherited' | 'replaces'>> & {
    /** While the old one still has it. */
    readonly createdAs?: string;
  };

/** @returns the id of the container */
export async function createContainer(context: CreateContext, service: Service, own: Own): Promise<string> {
  const { project, progress, runtime, images } = context;
  const { client } = runtime;
  await warnOfMissingSecrets(runtime, project, service);
  const body = containerBody({
    ...own,
    project,
    service: withApiSocket(service),
    image: imageOf(project, service),
    imageId: images.get(service.name),
    containers: await observe(client, project.name),
  });
  const { platform } = service;
  const { Id, Warnings } = await client.containerCreate(body, {
    name: own.createdAs ?? own.name,
    ...(platform !== undefined && { platform }),
  });
  for (const message of Warnings) await progress.event({ id: service.name, text: message, state: 'warning' });
  return Id;
}

async function warnOfMissingSecrets({ io }: Runtime, project: Project, service: Service): Promise<void> {
  for (const { source } of service.secrets ?? []) {
    const secret = project.secrets[source];
    if (secret?.file !== undefined && !io.fs.exists(secret.file)) {
      await warn(io, `secret file ${secret.name} does not exist`);
    }
  }
}

/** Makes the new one beside the old one, then takes its place. */
async function recreate(context: CreateContext, service: Service, old: Observed): Promise<void> {
  const { runtime, timeout, inherit } = context;
  const { client } = runtime;
  const id = await createContainer(context, service, {
    name: old.name,
    createdAs: `${old.id.slice(0, 12)}_${old.name}`,
    number: old.number,
    replaces: old.id,
    ...(inherit && { inherited: await anonymousVolumes(runtime, old) }),
  });
  const seconds = timeout ?? graceSeconds(service);
  await client.containerStop(old.id, { timeout: seconds });
  await client.containerRemove(old.id);
  await client.containerRename(id, old.name);
}

/** Volumes of a container that nobody named, by mount point. */
async function anonymousVolumes({ client }: Runtime, { id }: Observed): Promise<Map<string, string>> {
  const { Mounts } = await client.containerInspect(id);
  return new Map(
    Mounts.flatMap(({ Type, Name = '', Destination }) =>
      Type === 'volume' && /^[0-9a-f]{64}$/.test(Name) ? [[Destination, Name] as const] : [],
    ),
  );
}

export async function stopContainer(
  { client }: Runtime,
  progress: Progress,
  { id, name, service }: Pick<Observed, 'id' | 'name' | 'service'>,
  timeout: number | undefined,
  hooks: readonly Hook[] = [],
  printer?: HookPrinter,
): Promise<void> {
  const event = containerEvent(name);
  if (hooks.length > 0) {
    await progress.event({ id: event, status: 'Stopping', state: 'working' });
    if (!(await runStopHooks({ client }, { id, service, name }, hooks, printer))) return;
    await client.containerStop(id, { timeout });
    await progress.event({ id: event, status: 'Stopped', state: 'done' });
    return;
  }
  await told(progress, event, ['Stopping', 'Stopped'], () => client.containerStop(id, { timeout }));
}

export async function removeContainer(
  { client }: Runtime,
  progress: Progress,
  { id, name }: Pick<Observed, 'id' | 'name'>,
  removeVolumes = false,
): Promise<void> {
  await told(progress, containerEvent(name), ['Removing', 'Removed'], async () => {
    try {
      await client.containerRemove(id, { force: true, removeVolumes });
    } catch (error) {
      // Somebody else removes it, or has: `run --rm` does when it ends.
      if (!(error instanceof DaemonError) || ![404, 409].includes(error.status)) throw error;
    }
  });
}
