import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const containerPause = defineCommand({
  use: 'docker pause CONTAINER [CONTAINER...]',
  also: ['docker container pause'],
  aliases: ['docker container pause', 'docker pause'],
  short: 'Pause all processes within one or more containers',
  flags: {},
  args: { min: 1 },
  run: ({ client, io, args }) => eachArg({ args, io }, (name) => client.containerPause(name)),
});
