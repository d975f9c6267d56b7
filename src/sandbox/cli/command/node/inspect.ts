import { defineCommand } from '../../command.ts';
import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import { inspectPretty, prettyNode } from '../../formatter/swarm-pretty.ts';
import { inspectAll } from '../../inspect.ts';
import { nodeReference } from './reference.ts';

export const nodeInspect = defineCommand({
  use: 'docker node inspect [OPTIONS] self|NODE [NODE...]',
  short: 'Display detailed information on one or more nodes',
  flags: {
    format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE },
    pretty: { type: 'bool', usage: 'Print the information in a human friendly format' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    const find = async (name: string) => client.nodeInspect(await nodeReference(client, name));
    if (flags.pretty) {
      await inspectPretty(io, args, async (name) => prettyNode(await find(name)));
      return;
    }
    await inspectAll(io, args, flags.format, async (name) => ({
      json: await find(name),
      type: 'swarm.Node',
      byTypeOnly: true,
    }));
  },
});
