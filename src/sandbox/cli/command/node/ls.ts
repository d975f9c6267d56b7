import { defineCommand } from '../../command.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { formatRows } from '../../formatter/formatter.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { NODE_TABLE, nodeFormat, nodeRow } from '../../formatter/node.ts';

export const nodeLs = defineCommand({
  use: 'docker node ls [OPTIONS]',
  aliases: ['docker node ls', 'docker node list'],
  short: 'List nodes in the swarm',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    quiet: { type: 'bool', short: 'q', usage: 'Only display IDs' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const nodes = [...(await client.nodeList(flags.filter))].sort((a, b) =>
      naturally(a.Description.Hostname, b.Description.Hostname),
    );
    const { Swarm } = await client.info();
    const rows = nodes.map((node) => nodeRow(node, Swarm.NodeID));
    await io.out(formatRows(NODE_TABLE, nodeFormat(flags.format, flags.quiet), rows));
  },
});
