import type { Flags } from '../../cli/opts/flag.ts';
import type { ComposeInvocation } from '../command.ts';
import { defineCompose } from '../command.ts';
import { attachedUp } from '../attached-up.ts';
import { checkKnown, converge } from '../converge.ts';
import { isOn } from '../log.ts';
import { NotSimulatedError } from '../../cli/errors.ts';
import { ComposeError } from '../model/error.ts';
import type { Project } from '../project.ts';
import { loadProject, selectServices } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { parseScaleFlag, withScale } from '../scale.ts';
import { startServices } from '../start.ts';
import { watchFiles, watchTriggers } from '../watch/watch.ts';

const FLAGS = {
  'abort-on-container-exit': {
    type: 'bool',
    usage: 'Stops all containers if any container was stopped. Incompatible with -d',
  },
  'abort-on-container-failure': {
    type: 'bool',
    usage: 'Stops all containers if any container exited with failure. Incompatible with -d',
  },
  'always-recreate-deps': { type: 'bool', usage: 'Recreate dependent containers. Incompatible with --no-recreate.' },
  attach: {
    type: 'stringArray',
    usage: 'Restrict attaching to the specified services. Incompatible with --attach-dependencies.',
  },
  'attach-dependencies': { type: 'bool', usage: 'Automatically attach to log output of dependent services' },
  build: { type: 'bool', usage: 'Build images before starting containers' },
  detach: { type: 'bool', short: 'd', usage: 'Detached mode: Run containers in the background' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'exit-code-from': {
    type: 'string',
    usage: 'Return the exit code of the selected service container. Implies --abort-on-container-exit',
  },
  'force-recreate': {
    type: 'bool',
    usage: "Recreate containers even if their configuration and image haven't changed",
  },
  menu: {
    type: 'bool',
    usage:
      'Enable interactive shortcuts when running attached. Incompatible with --detach. Can also be enable/disable by setting COMPOSE_MENU environment var.',
  },
  'no-attach': { type: 'stringArray', usage: 'Do not attach (stream logs) to the specified services' },
  'no-build': { type: 'bool', usage: "Don't build an image, even if it's policy" },
  'no-color': { type: 'bool', usage: 'Produce monochrome output' },
  'no-deps': { type: 'bool', usage: "Don't start linked services" },
  'no-log-prefix': { type: 'bool', usage: "Don't print prefix in logs" },
  'no-recreate': {
    type: 'bool',
    usage: "If containers already exist, don't recreate them. Incompatible with --force-recreate.",
  },
  'no-start': { type: 'bool', usage: "Don't start the services after creating them" },
  pull: { type: 'string', usage: 'Pull image before running ("always"|"missing"|"never")', default: 'policy' },
  'quiet-build': { type: 'bool', usage: 'Suppress the build output' },
  'quiet-pull': { type: 'bool', usage: 'Pull without printing progress information' },
  'remove-orphans': { type: 'bool', usage: 'Remove containers for services not defined in the Compose file' },
  'renew-anon-volumes': {
    type: 'bool',
    short: 'V',
    usage: 'Recreate anonymous volumes instead of retrieving data from the previous containers',
  },
  scale: {
    type: 'scale',
    usage: 'Scale SERVICE to NUM instances. Overrides the scale setting in the Compose file if present.',
  },
  timeout: {
    type: 'int',
    short: 't',
    usage: 'Use this timeout in seconds for container shutdown when attached or when containers are already running',
  },
  timestamps: { type: 'bool', usage: 'Show timestamps' },
  wait: { type: 'bool', usage: 'Wait for services to be running|healthy. Implies detached mode.' },
  'wait-timeout': { type: 'int', usage: 'Maximum duration in seconds to wait for the project to be running|healthy' },
  watch: {
    type: 'bool',
    short: 'w',
    usage: 'Watch source code and rebuild/refresh containers when files are updated.',
  },
  yes: { type: 'bool', short: 'y', usage: 'Assume "yes" as answer to all prompts and run non-interactively' },
} as const satisfies Flags;

export const up = defineCompose({
  name: 'up',
  use: 'docker compose up [OPTIONS] [SERVICE...]',
  short: 'Create and start containers',
  args: { kind: 'any' },
  flags: FLAGS,
  run,
});

type Invocation = ComposeInvocation<typeof FLAGS>;

async function run(invocation: Invocation): Promise<number> {
  const { io, root, args, flags, changed } = invocation;
  checkFlags(flags);
  const project = await wanted(io, root, args, flags);
  if (Object.keys(project.services).length === 0) throw new ComposeError('no service selected');
  const named = args.length > 0 ? args : Object.keys(project.services);
  if (flags['exit-code-from'] !== '') checkKnown(project, flags['exit-code-from']);
  const timeout = changed.has('timeout') ? flags.timeout : undefined;
  const renews = flags['renew-anon-volumes'];
  const never = flags['no-recreate'] ? ('never' as const) : undefined;
  const recreate = flags['force-recreate'] ? 'force' : (never ?? (renews ? 'force' : 'diverged'));
  const isAttached = !flags['no-start'] && !flags.detach && !flags.wait;
  if (flags.menu && isAttached && io.isTerminal(1)) throw new NotSimulatedError('docker compose up --menu');
  await withProgress(invocation, 'Running', async (progress) => {
    await converge(invocation, project, progress, {
      pull: flags.pull,
      quietPull: flags['quiet-pull'],
      build: flags.build ? 'always' : flags['no-build'] ? 'never' : 'missing',
      quietBuild: flags['quiet-build'],
      recreate,
      recreateDependencies: flags['always-recreate-deps'] ? 'force' : (never ?? (renews ? 'force' : 'diverged')),
      named: args,
      removeOrphans: changed.has('remove-orphans') ? flags['remove-orphans'] : isOn(io, 'COMPOSE_REMOVE_ORPHANS'),
      ignoreOrphans: false,
      timeout,
      inherit: !renews,
      yes: flags.yes,
    });
    if (isAttached || flags['no-start']) return;
    await startServices(invocation, project, progress, {
      wait: flags.wait,
      waitTimeout: changed.has('wait-timeout') ? flags['wait-timeout'] : undefined,
    });
  });
  if (!isAttached) return 0;
  if (root['dry-run']) {
    await io.out("end of 'compose up' output, interactive run is not supported in dry-run mode\n");
    return 0;
  }
  const attached = attachedServices(project, named, flags);
  const triggers = flags.watch ? watchTriggers(invocation, project, []) : [];
  return attachedUp(invocation, project, {
    ...(flags.watch && {
      watch: (hooks, isStopped) =>
        watchFiles(invocation, project, triggers, { ...hooks, quiet: flags['quiet-build'], prune: true }, isStopped),
    }),
    attached,
    watched: args.length > 0 ? args : attached,
    prefix: !flags['no-log-prefix'],
    color: !flags['no-color'],
    timestamps: flags.timestamps,
    abort: abortOn(flags),
    exitCodeFrom: flags['exit-code-from'],
    timeout,
  });
}

async function wanted(
  io: Invocation['io'],
  root: Invocation['root'],
  args: readonly string[],
  flags: Invocation['flags'],
): Promise<Project> {
  const loaded = await loadProject(io, root, { services: args });
  const scaled = withScale(loaded, flags.scale.map(parseScaleFlag));
  return selectServices(scaled, args, !flags['no-deps']);
}

/** Pairs of flags that don't go together. @see docker/compose cmd/compose/up.go, validateFlags */
const PAIRS = [
  ['no-recreate', 'renew-anon-volumes'],
  ['force-recreate', 'no-recreate'],
  ['always-recreate-deps', 'no-recreate'],
  ['no-build', 'watch'],
] as const;

function checkFlags(flags: Invocation['flags']): void {
  const onFailure = flags['abort-on-container-failure'];
  const onExit = flags['abort-on-container-exit'] || (flags['exit-code-from'] !== '' && !onFailure);
  const attach = flags['attach-dependencies'] || flags.attach.length > 0;
  if (onExit && onFailure) {
    throw new ComposeError('--abort-on-container-failure cannot be combined with --abort-on-container-exit');
  }
  if (flags.wait && (onExit || attach)) {
    throw new ComposeError(
      '--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies',
    );
  }
  if (flags.build && flags['no-build']) throw new ComposeError('--build and --no-build are incompatible');
  if ((flags.wait || flags.detach) && (onExit || onFailure || attach || flags.watch)) {
    throw new ComposeError(
      `--${flags.wait ? 'wait' : 'detach'} cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach, --attach-dependencies or --watch`,
    );
  }
  const pair = PAIRS.find(([one, other]) => flags[one] && flags[other]);
  if (pair !== undefined) throw new ComposeError(`--${pair[0]} and --${pair[1]} are incompatible`);
  checkPull(flags.pull);
}

export function checkPull(pull: string): void {
  if (!['always', 'missing', 'never', 'build', 'policy', ''].includes(pull)) {
    throw new ComposeError(`invalid --pull option ${JSON.stringify(pull)}`);
  }
}

const abortOn = (flags: Invocation['flags']) =>
  flags['abort-on-container-failure']
    ? 'failure'
    : flags['abort-on-container-exit'] || flags['exit-code-from'] !== ''
      ? 'exit'
      : 'never';

function attachedServices(project: Project, named: readonly string[], flags: Invocation['flags']): string[] {
  const all = Object.keys(project.services);
  const chosen = flags.attach.length > 0 ? flags.attach : flags['attach-dependencies'] ? all : named;
  return all.filter(
    (name) =>
      chosen.includes(name) &&
      !flags['no-attach'].includes(name) &&
      (project.services[name] as { attach?: boolean } | undefined)?.attach !== false,
  );
}
