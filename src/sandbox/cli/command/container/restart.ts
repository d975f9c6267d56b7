import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';
import { STOP_FLAGS, stopOptions } from './stop-flags.ts';

export const containerRestart = defineCommand({
  use: 'docker restart [OPTIONS] CONTAINER [CONTAINER...]',
  also: ['docker container restart'],
  aliases: ['docker container restart', 'docker restart'],
  short: 'Restart one or more containers',
  flags: STOP_FLAGS,
  args: { min: 1 },
  run: ({ client, io, args, flags, changed }) =>
    eachArg({ args, io, parallel: false }, (name) => client.containerRestart(name, stopOptions(flags, changed))),
});
