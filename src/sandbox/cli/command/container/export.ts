import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { checkOutput, writeStream } from '../../output-file.ts';

export const containerExport = defineCommand({
  use: 'docker export [OPTIONS] CONTAINER',
  also: ['docker container export'],
  aliases: ['docker container export', 'docker export'],
  short: "Export a container's filesystem as a tar archive",
  flags: { output: { type: 'string', short: 'o', usage: 'Write to a file, instead of STDOUT' } },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    if (flags.output === '' && io.isTerminal(1)) {
      throw new StatusError(1, 'cowardly refusing to save to a terminal. Use the -o flag or redirect');
    }
    try {
      checkOutput(io, flags.output);
    } catch (error) {
      throw new StatusError(1, `failed to export container: ${errorText(error)}`);
    }
    await writeStream(io, flags.output, await client.containerExport(args[0] ?? ''));
  },
});
