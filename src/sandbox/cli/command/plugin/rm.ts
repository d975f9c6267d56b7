import { defineCommand } from '../../command.ts';
import { eachArg } from '../each.ts';

export const pluginRm = defineCommand({
  use: 'docker plugin rm [OPTIONS] PLUGIN [PLUGIN...]',
  aliases: ['docker plugin rm', 'docker plugin remove'],
  short: 'Remove one or more plugins',
  flags: { force: { type: 'bool', short: 'f', usage: 'Force the removal of an active plugin' } },
  args: { min: 1 },
  run: ({ client, io, args, flags }) =>
    eachArg({ args, io, parallel: false }, (name) => client.pluginRemove(name, { force: flags.force })),
});
