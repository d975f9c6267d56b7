import { defineCommand } from '../../command.ts';
import { readConfig, writeConfig } from '../../config-file.ts';
import { checkContextName, DEFAULT_CONTEXT, readContext } from '../../context-store.ts';

export const contextUse = defineCommand({
  use: 'docker context use CONTEXT',
  short: 'Set the current docker context',

  flags: {},
  args: { min: 1, max: 1, cobra: true },
  run: async ({ io, args }) => {
    const [name = ''] = args;
    if (name !== DEFAULT_CONTEXT) {
      checkContextName(name);
      readContext(io, name);
    }
    const { currentContext = '', ...config } = readConfig(io);
    const wanted = name === DEFAULT_CONTEXT ? '' : name;
    if (currentContext !== wanted) writeConfig(io, { ...config, currentContext: wanted });
    await io.out(`${name}\n`);
    await io.err(`Current context is now "${name}"\n`);
    if (name !== DEFAULT_CONTEXT && (io.env.get('DOCKER_HOST') ?? '') !== '') {
      await io.err(
        `Warning: DOCKER_HOST environment variable overrides the active context. To use "${name}", either set the global --context flag, or unset DOCKER_HOST environment variable.\n`,
      );
    }
  },
});
