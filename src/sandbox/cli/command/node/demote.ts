import { defineCommand } from '../../command.ts';

export const nodeDemote = defineCommand({
  use: 'docker node demote NODE [NODE...]',
  short: 'Demote one or more nodes from manager in the swarm',
  flags: {},
  args: { min: 1 },
  run: async ({ client, io, args }) => {
    for (const name of args) {
      const node = await client.nodeInspect(name);
      if (node.Spec.Role === 'worker') {
        await io.out(`Node ${node.ID} is already a worker.\n`);
        continue;
      }
      await client.nodeUpdate(node.ID, node.Version.Index, { ...node.Spec, Role: 'worker' });
      await io.out(`Manager ${name} demoted in the swarm.\n`);
    }
  },
});
