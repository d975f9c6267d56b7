import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { converge } from '../converge.ts';
import { ComposeError } from '../model/error.ts';
import { loadProject, selectServices } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { parseScaleFlag, withScale } from '../scale.ts';
import { checkPull } from './up.ts';

const FLAGS = {
  build: { type: 'bool', usage: 'Build images before starting containers' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'force-recreate': {
    type: 'bool',
    usage: "Recreate containers even if their configuration and image haven't changed",
  },
  'no-build': { type: 'bool', usage: "Don't build an image, even if it's policy" },
  'no-recreate': {
    type: 'bool',
    usage: "If containers already exist, don't recreate them. Incompatible with --force-recreate.",
  },
  pull: { type: 'string', usage: 'Pull image before running ("always"|"missing"|"never"|"build")', default: 'policy' },
  'quiet-pull': { type: 'bool', usage: 'Pull without printing progress information' },
  'remove-orphans': { type: 'bool', usage: 'Remove containers for services not defined in the Compose file' },
  scale: {
    type: 'scale',
    usage: 'Scale SERVICE to NUM instances. Overrides the scale setting in the Compose file if present.',
  },
  yes: { type: 'bool', short: 'y', usage: 'Assume "yes" as answer to all prompts and run non-interactively' },
} as const satisfies Flags;

export const create = defineCompose({
  name: 'create',
  use: 'docker compose create [OPTIONS] [SERVICE...]',
  short: 'Creates containers for a service',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { io, root, args, flags } = invocation;
    if (flags.build && flags['no-build']) throw new ComposeError('--build and --no-build are incompatible');
    if (flags['force-recreate'] && flags['no-recreate']) {
      throw new ComposeError('--force-recreate and --no-recreate are incompatible');
    }
    checkPull(flags.pull);
    const loaded = await loadProject(io, root, { services: args });
    const project = selectServices(withScale(loaded, flags.scale.map(parseScaleFlag)), args);
    const recreate = flags['force-recreate'] ? 'force' : flags['no-recreate'] ? 'never' : 'diverged';
    await withProgress(invocation, 'Running', (progress) =>
      converge(invocation, project, progress, {
        pull: flags.pull,
        quietPull: flags['quiet-pull'],
        build: flags.build ? 'always' : flags['no-build'] ? 'never' : 'missing',
        quietBuild: false,
        recreate,
        recreateDependencies: recreate === 'never' ? 'never' : 'diverged',
        named: args,
        removeOrphans: flags['remove-orphans'],
        ignoreOrphans: false,
        timeout: undefined,
        inherit: false,
        yes: flags.yes,
      }),
    );
  },
});
