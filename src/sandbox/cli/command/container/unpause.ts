import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const containerUnpause = defineCommand({
  use: 'docker unpause CONTAINER [CONTAINER...]',
  also: ['docker container unpause'],
  aliases: ['docker container unpause', 'docker unpause'],
  short: 'Unpause all processes within one or more containers',
  flags: {},
  args: { min: 1 },
  run: ({ client, io, args }) => eachArg({ args, io }, (name) => client.containerUnpause(name)),
});
