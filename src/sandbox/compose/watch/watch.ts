import { errorText } from '../../cli/error-text.ts';
import { buildServices } from '../build.ts';
import { graceSeconds } from '../container-body.ts';
import { converge } from '../converge.ts';
import { warn } from '../log.ts';
import { ComposeError } from '../model/error.ts';
import { isRunning, observe, type Observed } from '../observe.ts';
import { createProgress } from '../progress/progress.ts';
import { type Project, selectServices } from '../project.ts';
import type { Runtime } from '../runtime.ts';
import { startServices } from '../start.ts';
import { changesBetween, snapshot, type Snapshot } from './changes.ts';
import { execHook, type Mapping, syncFiles } from './sync.ts';
import { type Trigger, triggersOf } from './trigger.ts';

export interface WatchOptions {
  /** Hides what builds print. */
  readonly quiet: boolean;
  /** Removes images that a rebuild leaves without a name. */
  readonly prune: boolean;
  /** Where the watcher's own lines go. */
  readonly say: (line: string) => Promise<void>;
  /** Hear of a container that is about to be restarted or replaced, and of that which runs then. */
  readonly onStop?: (container: Observed, why: 'restart' | 'recreate') => void;
  readonly onStart?: (container: Observed, why: 'restart' | 'recreate') => Promise<void>;
}

/** How often files are looked at; changes within one look make one batch. @see docker/compose watch.go, quietPeriod */
const LOOK_MS = 500;

/** @throws {ComposeError} `none of the selected services is configured for watch, …` */
export function watchTriggers({ io }: Runtime, project: Project, names: readonly string[]): Trigger[] {
  const services = Object.values(project.services).filter(({ name }) => names.length === 0 || names.includes(name));
  const triggers = services.flatMap((service) => triggersOf(io, service));
  if (triggers.length > 0) return triggers;
  throw new ComposeError("none of the selected services is configured for watch, consider setting a 'develop' section");
}

/** Looks at files until told to stop, and does what the rules say of those that changed. */
export async function watchFiles(
  runtime: Runtime,
  project: Project,
  triggers: readonly Trigger[],
  options: WatchOptions,
  isStopped: () => boolean,
): Promise<void> {
  const { io } = runtime;
  const look = ({ rule, concerns }: Trigger) => snapshot(io.fs, rule.path, concerns);
  let seen: Snapshot[] = triggers.map(look);
  await options.say('Watch enabled');
  await initialSync(runtime, project, triggers, seen);
  while (!isStopped()) {
    await io.sleep(LOOK_MS);
    if (isStopped()) return;
    const now = triggers.map(look);
    const changed = triggers.flatMap((trigger, index) => {
      const names = changesBetween(seen[index] ?? new Map(), now[index] ?? new Map());
      return names.length === 0 ? [] : [{ trigger, names }];
    });
    seen = now;
    if (changed.length === 0) continue;
    try {
      await handle(runtime, project, changed, options);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      await warn(io, `Error handling changed files: ${errorText(error)}`);
    }
  }
}

interface Change {
  readonly trigger: Trigger;
  readonly names: readonly string[];
}

const mappingOf = ({ rule }: Trigger, name: string): Mapping => ({
  host: name === '' ? rule.path : `${rule.path}/${name}`,
  container: name === '' ? (rule.target ?? '') : `${rule.target?.replace(/\/+$/, '')}/${name}`,
});

const containersOf = async ({ client }: Runtime, project: Project, service: string): Promise<Observed[]> =>
  (await observe(client, project.name)).filter((one) => one.service === service && isRunning(one));

async function initialSync(
  runtime: Runtime,
  project: Project,
  triggers: readonly Trigger[],
  seen: readonly Snapshot[],
): Promise<void> {
  for (const [index, trigger] of triggers.entries()) {
    if (trigger.rule.initial_sync !== true || !trigger.rule.action.startsWith('sync')) continue;
    const mappings = [...(seen[index]?.keys() ?? [])].map((name) => mappingOf(trigger, name));
    for (const one of await containersOf(runtime, project, trigger.service.name)) {
      await syncFiles(runtime, one, mappings);
    }
  }
}

async function handle(
  runtime: Runtime,
  project: Project,
  changes: readonly Change[],
  options: WatchOptions,
): Promise<void> {
  const withAction = (...actions: string[]) => changes.filter(({ trigger }) => actions.includes(trigger.rule.action));
  const servicesOf = (some: readonly Change[]) => [...new Set(some.map(({ trigger }) => trigger.service.name))];
  const rebuilt = servicesOf(withAction('rebuild'));
  if (rebuilt.length > 0) await rebuild(runtime, project, rebuilt, options);
  const synced = withAction('sync', 'sync+restart', 'sync+exec');
  for (const service of servicesOf(synced)) {
    const own = synced.filter(({ trigger }) => trigger.service.name === service);
    const mappings = own.flatMap(({ trigger, names }) => names.map((name) => mappingOf(trigger, name)));
    await options.say(`Syncing service ${JSON.stringify(service)} after ${mappings.length} changes were detected`);
    for (const one of await containersOf(runtime, project, service)) await syncFiles(runtime, one, mappings);
  }
  const restarted = servicesOf(withAction('restart', 'sync+restart'));
  if (restarted.length > 0) await restart(runtime, project, restarted, options);
  for (const { trigger } of withAction('sync+exec')) {
    for (const one of await containersOf(runtime, project, trigger.service.name)) {
      await execHook(runtime, one, trigger.rule);
    }
  }
}

const quoted = (names: readonly string[]) => `[${names.map((name) => JSON.stringify(name)).join(' ')}]`;

async function restart(runtime: Runtime, project: Project, names: readonly string[], options: WatchOptions) {
  for (const name of names) {
    const service = project.services[name];
    for (const one of await containersOf(runtime, project, name)) {
      options.onStop?.(one, 'restart');
      await runtime.client.containerRestart(one.id, {
        timeout: service === undefined ? undefined : graceSeconds(service),
      });
      await options.onStart?.(one, 'restart');
    }
  }
  await options.say(`service(s) ${quoted(names)} restarted`);
}

async function rebuild(runtime: Runtime, project: Project, names: readonly string[], options: WatchOptions) {
  const { client, io } = runtime;
  const quiet = createProgress(io, 'quiet', '');
  await options.say(`Rebuilding service(s) ${quoted(names)} after changes were detected...`);
  const services = names.flatMap((name) => project.services[name] ?? []);
  try {
    await buildServices(runtime, project, services, quiet, { quiet: options.quiet, told: false });
  } catch (error) {
    if (error instanceof Error) await options.say(`Build failed. Error: ${errorText(error)}`);
    throw error;
  }
  if (options.prune) {
    await client.imagesPrune(
      new Map([
        ['dangling', ['true']],
        ['label', [`com.docker.compose.project=${project.name}`]],
      ]),
    );
  }
  await options.say(`service(s) ${quoted(names)} successfully built`);
  const before = (await Promise.all(names.map((name) => containersOf(runtime, project, name)))).flat();
  for (const one of before) options.onStop?.(one, 'recreate');
  const selected = selectServices(project, names, false);
  await converge(runtime, selected, quiet, {
    pull: '',
    quietPull: true,
    build: 'never',
    quietBuild: true,
    recreate: 'force',
    recreateDependencies: 'never',
    named: names,
    removeOrphans: false,
    ignoreOrphans: true,
    timeout: undefined,
    inherit: true,
  });
  if (options.onStart === undefined) return startServices(runtime, selected, quiet);
  await startServices(runtime, selected, quiet, {
    beforeStart: (one) => options.onStart?.(one, 'recreate') ?? Promise.resolve(),
  });
}
