import { defineCommand } from '../../command.ts';
import { checkArchiveOutput, writeStream } from '../../output-file.ts';

export const containerExport = defineCommand({
  use: 'docker export [OPTIONS] CONTAINER',
  also: ['docker container export'],
  aliases: ['docker container export', 'docker export'],
  short: "Export a container's filesystem as a tar archive",
  flags: { output: { type: 'string', short: 'o', usage: 'Write to a file, instead of STDOUT' } },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    checkArchiveOutput(io, flags.output, 'export container');
    await writeStream(io, flags.output, await client.containerExport(args[0] ?? ''));
  },
});
