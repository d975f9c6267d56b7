import { NotSimulatedError } from '../../cli/errors.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'no-up': { type: 'bool', usage: 'Do not build & start services before watching' },
  prune: { type: 'bool', usage: 'Prune dangling images on rebuild', default: 'true' },
  quiet: { type: 'bool', usage: 'hide build output' },
} as const satisfies Flags;

export const watch = defineCompose({
  name: 'watch',
  use: 'docker compose watch [SERVICE...]',
  short: 'Watch build context for service and rebuild/refresh containers when files are updated',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async () => {
    throw new NotSimulatedError('docker compose watch');
  },
});
