import { defineCommand } from '../../command.ts';
import { readConfig, writeConfig } from '../../config-file.ts';
import { DEFAULT_CONTEXT, hasContext, removeContext } from '../../context-store.ts';
import { UsageError } from '../../errors.ts';
import { eachArg } from '../each.ts';

export const contextRm = defineCommand({
  use: 'docker context rm CONTEXT [CONTEXT...]',
  aliases: ['docker context rm', 'docker context remove'],
  short: 'Remove one or more contexts',
  flags: { force: { type: 'bool', short: 'f', usage: 'Force the removal of a context in use' } },
  args: { min: 1 },
  run: ({ io, args, flags, context }) =>
    eachArg({ args, io, parallel: false }, async (name) => {
      if (name === DEFAULT_CONTEXT) throw new UsageError('context "default" cannot be removed');
      const isThere = hasContext(io, name);
      if (!isThere && flags.force) return;
      if (!isThere) throw new UsageError(`context "${name}" does not exist`);
      if (name === context && !flags.force) {
        throw new UsageError(`context "${name}" is in use, set -f flag to force remove`);
      }
      removeContext(io, name);
      const { currentContext, ...config } = readConfig(io);
      if (currentContext === name) writeConfig(io, config);
    }),
});
