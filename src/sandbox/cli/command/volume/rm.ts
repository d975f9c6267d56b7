import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const volumeRm = defineCommand({
  use: 'docker volume rm [OPTIONS] VOLUME [VOLUME...]',
  aliases: ['docker volume rm', 'docker volume remove'],
  short: 'Remove one or more volumes',
  long: 'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
  flags: { force: { type: 'bool', short: 'f', usage: 'Force the removal of one or more volumes' } },
  args: { min: 1 },
  run: ({ client, io, args, flags }) =>
    eachArg({ args, io, parallel: false }, (name) => client.volumeRemove(name, { force: flags.force })),
});
