import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';
import { STOP_FLAGS, stopOptions } from './stop-flags.ts';

export const containerStop = defineCommand({
  use: 'docker stop [OPTIONS] CONTAINER [CONTAINER...]',
  also: ['docker container stop'],
  aliases: ['docker container stop', 'docker stop'],
  short: 'Stop one or more running containers',
  flags: STOP_FLAGS,
  args: { min: 1 },
  run: ({ client, io, args, flags, changed }) =>
    eachArg({ args, io }, (name) => client.containerStop(name, stopOptions(flags, changed))),
});
