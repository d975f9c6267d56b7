import { formatDuration } from '../api/duration.ts';
import type { ContainerInspect } from '../api/types/container.ts';
import { ComposeError } from './model/error.ts';
import type { HookPrinter } from './hooks.ts';
import { runHooks } from './hooks.ts';
import { injectFiles } from './inject-files.ts';
import type { Condition, Service } from './model/service.ts';
import type { Observed } from './observe.ts';
import { warn } from './log.ts';
import { observe } from './observe.ts';
import { allOrFirst, inDependencyOrder, scaleOf } from './plan.ts';
import type { Progress } from './progress/progress.ts';
import type { Project } from './project.ts';
import type { Runtime } from './runtime.ts';
import { containerEvent } from './runtime.ts';

const POLL_MS = 500;

export interface StartOptions {
  /** Seconds that `--wait` may take; undefined is for ever. */
  readonly waitTimeout?: number | undefined;
  /** Waits until all are running or healthy. */
  readonly wait?: boolean;
  /** Does not start itself, but what it depends on shall be as it wants. */
  readonly waitFor?: Service;
  /** Called before each start: attaches. */
  readonly beforeStart?: (container: Observed) => Promise<void>;
  /** Shows what hooks print. */
  readonly hookPrinter?: HookPrinter;
}

/** Starts what doesn't run, each service after those it depends on are as they shall be. */
export async function startServices(
  runtime: Runtime,
  project: Project,
  progress: Progress,
  options: StartOptions = {},
): Promise<void> {
  const containers = await observe(runtime.client, project.name);
  await inDependencyOrder(project.services, (service) =>
    startService(runtime, project, progress, containers, service, options),
  );
  if (options.waitFor !== undefined) await waitForNeeds(runtime, project, progress, containers, options.waitFor);
  if (options.wait !== true) return;
  const deadline = options.waitTimeout === undefined ? undefined : runtime.io.now() + options.waitTimeout * 1000;
  await allOrFirst(
    Object.values(project.services).map((service) =>
      waitForService(runtime, progress, containers, {
        name: service.name,
        condition: 'running_or_healthy',
        deadline,
        timeout: options.waitTimeout,
      }),
    ),
  );
}

async function startService(
  runtime: Runtime,
  project: Project,
  progress: Progress,
  containers: readonly Observed[],
  service: Service,
  options: StartOptions,
): Promise<void> {
  await waitForNeeds(runtime, project, progress, containers, service);
  const own = containers.filter((one) => one.service === service.name);
  if (own.length === 0) {
    if (containers.length > 0 || scaleOf(service) === 0 || 'provider' in service) return;
    throw new ComposeError(`service "${service.name}" has no container to start`);
  }
  for (const container of own.filter(({ summary }) => summary.State !== 'running')) {
    await injectFiles(runtime, project, service, container.id);
    await startContainer(runtime, progress, container, service, options);
  }
}

/** Waits until what a service depends on is as it wants. @throws {ComposeError} `web is missing dependency db` */
export async function waitForNeeds(
  runtime: Runtime,
  project: Project,
  progress: Progress,
  containers: readonly Observed[],
  service: Service,
): Promise<void> {
  const needs = Object.entries(service.depends_on ?? {}).filter(([name]) => name in project.services);
  await allOrFirst(
    needs
      .filter(
        ([name, { condition }]) => condition !== 'service_started' && scaleOf(project.services[name] as Service) > 0,
      )
      .map(async ([name, { condition, required }]) => {
        if (!containers.some((one) => one.service === name)) {
          const missing = `${service.name} is missing dependency ${name}`;
          if (required) throw new ComposeError(missing);
          return warn(runtime.io, missing);
        }
        try {
          await waitForService(runtime, progress, containers, { name, condition, deadline: undefined });
        } catch (error) {
          if (!(error instanceof ComposeError)) throw error;
          const isHealth = condition === 'service_healthy';
          const own = containers.filter(({ service: one }) => one === name);
          if (!required) {
            const status = `optional dependency ${isHealth ? `"${name}" is not running or is unhealthy` : error.message.replace(/^service /, '')}`;
            for (const one of own) await progress.event({ id: containerEvent(one.name), status, state: 'warning' });
            return;
          }
          const status = isHealth ? 'Error' : error.message;
          for (const one of own) await progress.event({ id: containerEvent(one.name), status, state: 'error' });
          throw isHealth ? new ComposeError(`dependency failed to start: ${error.message}`) : error;
        }
      }),
  );
}

async function startContainer(
  { client }: Runtime,
  progress: Progress,
  container: Observed,
  { post_start = [] }: Service,
  { beforeStart, hookPrinter }: StartOptions,
): Promise<void> {
  const id = containerEvent(container.name);
  await beforeStart?.(container);
  await progress.event({ id, status: 'Starting', state: 'working' });
  await client.containerStart(container.id);
  await runHooks({ client }, container, post_start, hookPrinter);
  await progress.event({ id, status: 'Started', state: 'done' });
}

interface Wait {
  readonly name: string;
  readonly condition: Condition | 'running_or_healthy';
  /** Milliseconds since 1970. */
  readonly deadline: number | undefined;
  /** Seconds until then. */
  readonly timeout?: number | undefined;
}

async function waitForService(
  runtime: Runtime,
  progress: Progress,
  containers: readonly Observed[],
  { name, condition, deadline, timeout }: Wait,
): Promise<void> {
  const own = containers.filter(({ service }) => service === name);
  if (own.length === 0) throw new ComposeError(`no containers for service "${name}": not found`);
  for (const one of own) await progress.event({ id: containerEvent(one.name), status: 'Waiting', state: 'working' });
  for (;;) {
    if (runtime.root['dry-run']) break;
    let ready = true;
    for (const one of own) {
      const inspected = await runtime.client.containerInspect(one.id);
      if (!isReady(inspected, one, condition)) ready = false;
    }
    if (ready) break;
    if (deadline !== undefined && runtime.io.now() >= deadline) {
      throw new ComposeError(`application not healthy after ${formatDuration((timeout ?? 0) * 1e9)}`);
    }
    await runtime.io.sleep(POLL_MS);
  }
  const status = condition === 'service_completed_successfully' ? 'Exited' : 'Healthy';
  for (const one of own) await progress.event({ id: containerEvent(one.name), status, state: 'done' });
}

/** @throws {ComposeError} when the condition can't be met any more */
function isReady(
  { State, Config }: ContainerInspect,
  { name, service }: Observed,
  condition: Wait['condition'],
): boolean {
  const { Status, ExitCode, Health } = State;
  if (condition === 'service_completed_successfully') {
    if (Status !== 'exited') return false;
    if (ExitCode === 0) return true;
    throw new ComposeError(`service "${service}" didn't complete successfully: exit ${ExitCode}`);
  }
  if (Status === 'exited') throw new ComposeError(`container ${name} exited (${ExitCode})`);
  const check = Config.Healthcheck?.Test;
  const hasCheck = Health !== undefined && check !== undefined && check[0] !== 'NONE';
  if (!hasCheck) {
    if (condition === 'service_healthy') throw new ComposeError(`container ${name} has no healthcheck configured`);
    return Status === 'running';
  }
  if (Health.Status === 'unhealthy') throw new ComposeError(`container ${name} is unhealthy`);
  return Health.Status === 'healthy';
}
