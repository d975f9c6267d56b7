import { NotSimulatedError } from '../../cli/errors.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
} as const satisfies Flags;

export const bridge = defineCompose({
  name: 'bridge',
  use: 'docker compose bridge [OPTIONS] COMMAND',
  short: 'Convert compose files into another model',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async () => {
    throw new NotSimulatedError('docker compose bridge');
  },
});
