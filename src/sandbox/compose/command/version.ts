import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { COMPOSE_VERSION } from '../labels.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  format: { type: 'string', short: 'f', usage: 'Format the output. Values: [pretty | json]. (Default: pretty)' },
  short: { type: 'bool', usage: "Shows only Compose's version number" },
} as const satisfies Flags;

export const version = defineCompose({
  name: 'version',
  use: 'docker compose version [OPTIONS]',
  short: 'Show the Docker Compose version information',
  args: { kind: 'none' },
  flags: FLAGS,
  run: async ({ io, flags }) => {
    if (flags.short) await io.out(`${COMPOSE_VERSION}\n`);
    else if (flags.format === 'json') await io.out(`${JSON.stringify({ version: COMPOSE_VERSION })}\n`);
    else await io.out(`Docker Compose version ${COMPOSE_VERSION}\n`);
  },
});
