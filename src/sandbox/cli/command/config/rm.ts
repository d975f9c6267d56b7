import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const configRm = defineCommand({
  use: 'docker config rm CONFIG [CONFIG...]',
  aliases: ['docker config rm', 'docker config remove'],
  short: 'Remove one or more configs',
  flags: {},
  args: { min: 1 },
  run: async ({ client, io, args }) => {
    await eachArg({ args, io, parallel: false }, (name) => client.configRemove(name));
  },
});
