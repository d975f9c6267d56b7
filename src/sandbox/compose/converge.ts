import { ComposeError } from './model/error.ts';
import type { CreateContext } from './create.ts';
import { doStep, removeContainer, stopContainer } from './create.ts';
import type { ImageOptions } from './images.ts';
import { ensureImages } from './images.ts';
import { isOn, warn } from './log.ts';
import type { Observed } from './observe.ts';
import { isRunning, observe } from './observe.ts';
import { graceSeconds } from './container-body.ts';
import type { Recreate, Resources } from './plan.ts';
import { allOrFirst, inDependencyOrder, plan, scaleOf } from './plan.ts';
import type { Service } from './model/service.ts';
import { refuseModels, refuseProviders } from './not-simulated.ts';
import type { Project } from './project.ts';
import { ensureResources } from './resources.ts';
import type { Runtime } from './runtime.ts';
import type { Progress } from './progress/progress.ts';

export interface ConvergeOptions extends ImageOptions {
  readonly recreate: Recreate;
  readonly recreateDependencies: Recreate;
  /** Services named on the command line. */
  readonly named: readonly string[];
  readonly removeOrphans: boolean;
  /** False: `run` with COMPOSE_IGNORE_ORPHANS, or nobody asked. */
  readonly ignoreOrphans: boolean;
  readonly timeout: number | undefined;
  readonly inherit: boolean;
  /** Doesn't ask before a volume is made again. */
  readonly yes?: boolean;
}

/** Makes what is missing and makes again what is outdated; starts nothing. */
export async function converge(
  runtime: Runtime,
  project: Project,
  progress: Progress,
  options: ConvergeOptions,
): Promise<void> {
  refuseModels(project);
  const { client } = runtime;
  const images = await ensureImages(runtime, project, progress, options);
  await ensureResources(runtime, project, progress, options.yes === true ? 'recreate' : 'ask');
  refuseProviders(project);
  for (const service of Object.values(project.services)) checkUniqueName(service);
  const observed = await observe(client, project.name, { oneOff: 'include' });
  const stray = observed.filter((one) =>
    one.oneOff ? ['exited', 'dead'].includes(one.summary.State) : !project.known.has(one.service),
  );
  if (stray.length > 0 && !options.ignoreOrphans) {
    if (options.removeOrphans) {
      await allOrFirst(
        stray.map(async (one) => {
          await stopContainer(runtime, progress, one, options.timeout);
          await removeContainer(runtime, progress, one);
        }),
      );
    } else await warnOfOrphans(runtime, stray);
  }
  const plans = new Map(
    plan(project.name, project.services, observed, images, {
      ...options,
      resources: await resourcesOf(runtime, project),
    }).map((one) => [one.service.name, one]),
  );
  const context: CreateContext = {
    runtime,
    project,
    progress,
    images,
    timeout: options.timeout,
    inherit: options.inherit,
  };
  const stopped = new Set<string>();
  await inDependencyOrder(project.services, async (service) => {
    const steps = (plans.get(service.name)?.steps ?? []).filter(
      (step) => step.kind !== 'keep' || !stopped.has(step.container.id),
    );
    if (steps.some(({ kind }) => kind === 'recreate')) await stopDependents(context, service.name, observed, stopped);
    await allOrFirst(steps.map((step) => doStep(context, service, step)));
  });
}

async function resourcesOf({ client }: Runtime, { networks, volumes }: Project): Promise<Resources> {
  const ids = new Map((await client.networkList()).map(({ Name, Id }) => [Name, Id]));
  return {
    networks: new Map(
      Object.entries(networks).flatMap(([key, { name }]) => {
        const id = ids.get(name);
        return id === undefined ? [] : [[key, id] as const];
      }),
    ),
    volumes: new Map(Object.entries(volumes).map(([key, { name }]) => [key, name])),
  };
}

/** @see docker/compose convergence.go, getScale */
function checkUniqueName(service: Service): void {
  if (service.container_name === undefined || scaleOf(service) <= 1) return;
  throw new ComposeError(
    `WARNING: The "${service.name}" service is using the custom container name "${service.container_name}". Docker requires each container to have a unique name. Remove the custom name to scale the service`,
  );
}

/** What has `restart: true` on a service that is made again is stopped before, and started with the rest. */
async function stopDependents(
  { runtime, project, progress, timeout }: CreateContext,
  name: string,
  observed: readonly Observed[],
  stopped: Set<string>,
): Promise<void> {
  for (const service of Object.values(project.services)) {
    if (service.depends_on?.[name]?.restart !== true) continue;
    const running = observed.filter(
      (one) => one.service === service.name && !one.oneOff && isRunning(one) && !stopped.has(one.id),
    );
    for (const one of running) {
      stopped.add(one.id);
      await stopContainer(runtime, progress, one, timeout ?? graceSeconds(service));
    }
  }
}

async function warnOfOrphans({ io }: Runtime, stray: readonly Observed[]): Promise<void> {
  if (isOn(io, 'COMPOSE_IGNORE_ORPHANS')) return;
  const names = stray.map(({ name }) => name).join(' ');
  await warn(
    io,
    `Found orphan containers ([${names}]) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.`,
  );
}

/** @throws {ComposeError} `no such service: x: not found`, of flags that name services */
export function checkKnown(project: Project, name: string): void {
  if (!(name in project.services)) throw new ComposeError(`no such service: ${name}: not found`);
}
