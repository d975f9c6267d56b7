import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const containerStop = defineCommand({
  use: 'docker stop [OPTIONS] CONTAINER [CONTAINER...]',
  also: ['docker container stop'],
  aliases: ['docker container stop', 'docker stop'],
  short: 'Stop one or more running containers',
  flags: {
    signal: { type: 'string', short: 's', usage: 'Signal to send to the container' },
    time: {
      type: 'int',
      usage: 'Seconds to wait before killing the container',
      hidden: true,
      deprecated: 'use --timeout instead',
    },
    timeout: { type: 'int', short: 't', usage: 'Seconds to wait before killing the container' },
  },
  args: { min: 1 },
  run: ({ client, io, args, flags, changed }) =>
    eachArg({ args, io }, (name) =>
      client.containerStop(name, {
        signal: flags.signal,
        timeout: changed.has('timeout') ? flags.timeout : changed.has('time') ? flags.time : undefined,
      }),
    ),
});
