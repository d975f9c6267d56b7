import { defineCommand } from '../../command.ts';

export const pluginSet = defineCommand({
  use: 'docker plugin set PLUGIN KEY=VALUE [KEY=VALUE...]',
  short: 'Change settings for a plugin',
  flags: {},
  args: { min: 2 },
  run: async ({ client, args: [name = '', ...settings] }) => client.pluginSet(name, settings),
});
