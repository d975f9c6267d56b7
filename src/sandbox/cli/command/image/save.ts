import { platformJson } from '../../opts/platform.ts';
import { defineCommand } from '../../command.ts';
import { checkArchiveOutput, writeStream } from '../../output-file.ts';

export const imageSave = defineCommand({
  use: 'docker save [OPTIONS] IMAGE [IMAGE...]',
  also: ['docker image save'],
  aliases: ['docker image save', 'docker save'],
  short: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  flags: {
    output: { type: 'string', short: 'o', usage: 'Write to a file, instead of STDOUT' },
    platform: {
      type: 'string',
      usage: 'Save only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")',
    },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    checkArchiveOutput(io, flags.output, 'save image');
    const stream = await client.imageSave(
      args,
      flags.platform === '' ? {} : { platform: platformJson(flags.platform) },
    );
    await writeStream(io, flags.output, stream);
  },
});
