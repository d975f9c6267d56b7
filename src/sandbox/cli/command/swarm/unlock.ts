import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';

export const swarmUnlock = defineCommand({
  use: 'docker swarm unlock',
  short: 'Unlock swarm',
  flags: {},
  args: { min: 0, max: 0 },
  run: async ({ client }) => {
    const { Swarm } = await client.info();
    if (Swarm.LocalNodeState === 'inactive') throw new UsageError('Error: This node is not part of a swarm');
    throw new UsageError('Error: swarm is not locked');
  },
});
