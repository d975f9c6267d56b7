import { defineCommand } from '../../command.ts';
import { readConfig, writeConfig } from '../../config-file.ts';
import { hostOf, HUB_SERVER, serverKey } from './server.ts';

export const logout = defineCommand({
  use: 'docker logout [SERVER]',
  short: 'Log out from a registry',
  long: 'Log out from a registry.\nIf no server is specified, the default is defined by the daemon.',
  flags: {},
  args: { min: 0, max: 1 },
  run: async ({ io, args }) => {
    const server = serverKey(args[0] ?? '');
    const shown = server === HUB_SERVER ? HUB_SERVER : hostOf(args[0] ?? '');
    await io.out(`Removing login credentials for ${shown}\n`);
    const config = readConfig(io);
    if (config.auths?.[server] === undefined) return;
    const auths = Object.fromEntries(Object.entries(config.auths).filter(([key]) => key !== server));
    writeConfig(io, { ...config, auths });
  },
});
