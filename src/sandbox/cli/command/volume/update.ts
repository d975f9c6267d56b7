import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';

export const volumeUpdate = defineCommand({
  use: 'docker volume update [OPTIONS] [VOLUME]',
  short: 'Update a volume (cluster volumes only)',
  flags: {
    availability: {
      type: 'string',
      usage: 'Cluster Volume availability ("active", "pause", "drain")',
      default: 'active',
      hidden: true,
    },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, args }) => {
    await client.volumeInspect(args[0] ?? '');
    throw new StatusError(1, 'can only update cluster volumes');
  },
});
