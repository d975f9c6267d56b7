import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const containerKill = defineCommand({
  use: 'docker kill [OPTIONS] CONTAINER [CONTAINER...]',
  also: ['docker container kill'],
  aliases: ['docker container kill', 'docker kill'],
  short: 'Kill one or more running containers',
  flags: { signal: { type: 'string', short: 's', usage: 'Signal to send to the container' } },
  args: { min: 1 },
  run: ({ client, io, args, flags }) => eachArg({ args, io }, (name) => client.containerKill(name, flags.signal)),
});
