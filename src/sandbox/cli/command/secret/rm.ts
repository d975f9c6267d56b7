import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const secretRm = defineCommand({
  use: 'docker secret rm SECRET [SECRET...]',
  aliases: ['docker secret rm', 'docker secret remove'],
  short: 'Remove one or more secrets',
  flags: {},
  args: { min: 1 },
  run: async ({ client, io, args }) => {
    await eachArg({ args, io, parallel: false }, (name) => client.secretRemove(name));
  },
});
