import { NotSimulatedError } from '../../cli/errors.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';

const FLAGS = {
  app: { type: 'bool', usage: 'Published compose application (includes referenced images)' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'oci-version': {
    type: 'string',
    usage: 'OCI image/artifact specification version (automatically determined by default)',
  },
  'resolve-image-digests': { type: 'bool', usage: 'Pin image tags to digests' },
  'with-env': { type: 'bool', usage: 'Include environment variables in the published OCI artifact' },
  yes: { type: 'bool', short: 'y', usage: 'Assume "yes" as answer to all prompts' },
} as const satisfies Flags;

export const publish = defineCompose({
  name: 'publish',
  use: 'docker compose publish [OPTIONS] REPOSITORY[:TAG]',
  short: 'Publish compose application',
  args: { kind: 'docker', min: 1, max: 1 },
  flags: FLAGS,
  run: async () => {
    throw new NotSimulatedError('docker compose publish');
  },
});
