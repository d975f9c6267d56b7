import { defineCommand } from '../../command.ts';

export const pluginDisable = defineCommand({
  use: 'docker plugin disable [OPTIONS] PLUGIN',
  short: 'Disable a plugin',
  flags: { force: { type: 'bool', short: 'f', usage: 'Force the disable of an active plugin' } },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args }) => {
    const [name = ''] = args;
    await client.pluginSwitch(name, 'disable');
    await io.out(`${name}\n`);
  },
});

export const pluginEnable = defineCommand({
  use: 'docker plugin enable [OPTIONS] PLUGIN',
  short: 'Enable a plugin',
  flags: { timeout: { type: 'int', usage: 'HTTP client timeout (in seconds)', default: '30' } },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args }) => {
    const [name = ''] = args;
    await client.pluginSwitch(name, 'enable');
    await io.out(`${name}\n`);
  },
});
