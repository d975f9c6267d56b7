import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const nodeRm = defineCommand({
  use: 'docker node rm [OPTIONS] NODE [NODE...]',
  aliases: ['docker node rm', 'docker node remove'],
  short: 'Remove one or more nodes from the swarm',
  flags: {
    force: { type: 'bool', short: 'f', usage: 'Force remove a node from the swarm' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    await eachArg({ args, io, parallel: false }, (name) => client.nodeRemove(name, flags.force));
  },
});
