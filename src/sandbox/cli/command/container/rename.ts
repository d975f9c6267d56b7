import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';

export const containerRename = defineCommand({
  use: 'docker rename CONTAINER NEW_NAME',
  also: ['docker container rename'],
  aliases: ['docker container rename', 'docker rename'],
  short: 'Rename a container',
  flags: {},
  args: { min: 2, max: 2 },
  run: async ({ client, io, args }) => {
    const [from = '', to = ''] = args.map((name) => name.trim());
    if (from === '' || to === '') throw new StatusError(1, 'Error: Neither old nor new names may be empty');
    try {
      await client.containerRename(from, to);
    } catch (error) {
      await io.err(`${errorText(error)}\n`);
      throw new StatusError(1, `Error: failed to rename container named ${from}`);
    }
  },
});
