import { defineCommand } from '../../command.ts';

export const nodePromote = defineCommand({
  use: 'docker node promote NODE [NODE...]',
  short: 'Promote one or more nodes to manager in the swarm',
  flags: {},
  args: { min: 1 },
  run: async ({ client, io, args }) => {
    for (const name of args) {
      const node = await client.nodeInspect(name);
      if (node.Spec.Role === 'manager') {
        await io.out(`Node ${node.ID} is already a manager.\n`);
        continue;
      }
      await client.nodeUpdate(node.ID, node.Version.Index, { ...node.Spec, Role: 'manager' });
      await io.out(`Node ${name} promoted to a manager in the swarm.\n`);
    }
  },
});
