import { isNotFound } from '../../../client/not-found.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';

export const networkRm = defineCommand({
  use: 'docker network rm NETWORK [NETWORK...]',
  aliases: ['docker network rm', 'docker network remove'],
  short: 'Remove one or more networks',
  flags: { force: { type: 'bool', short: 'f', usage: 'Do not error if the network does not exist' } },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    let failed = false;
    for (const name of args) {
      try {
        await client.networkRemove(name);
        await io.out(`${name}\n`);
      } catch (error) {
        if (flags.force && isNotFound(error)) continue;
        await io.err(`${errorText(error)}\n`);
        failed = true;
      }
    }
    if (failed) throw new StatusError(1, 'exit status 1');
  },
});
