import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { NotSimulatedError, UsageError } from '../../errors.ts';

export const pluginUpgrade = defineCommand({
  use: 'docker plugin upgrade [OPTIONS] PLUGIN [REMOTE]',
  short: 'Upgrade an existing plugin',
  flags: {
    'disable-content-trust': { type: 'bool', usage: 'Skip image verification', default: 'true' },
    'grant-all-permissions': { type: 'bool', usage: 'Grant all permissions necessary to run the plugin' },
    'skip-remote-check': {
      type: 'bool',
      usage: 'Do not check if specified remote plugin matches existing plugin image',
    },
  },
  args: { min: 1, max: 2 },
  run: async ({ client, args: [name = ''] }) => {
    try {
      await client.pluginInspect(name);
    } catch (error) {
      throw new UsageError(`error reading plugin data: ${errorText(error)}`);
    }
    // No plugin can be installed here, so none gets this far.
    throw new NotSimulatedError('docker plugin upgrade');
  },
});
