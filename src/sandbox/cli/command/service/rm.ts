import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const serviceRm = defineCommand({
  use: 'docker service rm SERVICE [SERVICE...]',
  aliases: ['docker service rm', 'docker service remove'],
  short: 'Remove one or more services',
  flags: {},
  args: { min: 1 },
  run: async ({ client, io, args }) => {
    await eachArg({ args, io, parallel: false }, (name) => client.serviceRemove(name));
  },
});
