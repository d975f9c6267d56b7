import type { Flags, FlagValues } from '../cli/opts/flag.ts';

/** Flags between `docker compose` and the command. */
export const ROOT_FLAGS = {
  'all-resources': { type: 'bool', usage: 'Include all resources, even those not used by services' },
  ansi: {
    type: 'string',
    usage: 'Control when to print ANSI control characters ("never"|"always"|"auto")',
    default: 'auto',
  },
  compatibility: { type: 'bool', usage: 'Run compose in backward compatibility mode' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'env-file': { type: 'stringArray', usage: 'Specify an alternate environment file' },
  file: { type: 'stringArray', short: 'f', usage: 'Compose configuration files' },
  parallel: { type: 'int', usage: 'Control max parallelism, -1 for unlimited', default: '-1' },
  profile: { type: 'stringArray', usage: 'Specify a profile to enable' },
  progress: { type: 'string', usage: 'Set type of progress output (auto, tty, plain, json, quiet)' },
  'project-directory': {
    type: 'string',
    usage: 'Specify an alternate working directory\n(default: the path of the, first specified, Compose file)',
  },
  'project-name': { type: 'string', short: 'p', usage: 'Project name' },
  verbose: { type: 'bool', usage: 'Show more output', hidden: true },
  'no-ansi': { type: 'bool', usage: 'Do not print ANSI control characters (DEPRECATED)', hidden: true },
  workdir: { type: 'string', usage: 'DEPRECATED! USE --project-directory INSTEAD', hidden: true },
  version: { type: 'bool', short: 'v', usage: 'Show the Docker Compose version information', hidden: true },
} as const satisfies Flags;
export type RootFlags = FlagValues<typeof ROOT_FLAGS>;
