import { defineCommand } from '../../command.ts';

export const swarmLeave = defineCommand({
  use: 'docker swarm leave [OPTIONS]',
  short: 'Leave the swarm',
  flags: {
    force: { type: 'bool', short: 'f', usage: 'Force this node to leave the swarm, ignoring warnings' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    await client.swarmLeave(flags.force);
    await io.out('Node left the swarm.\n');
  },
});
