import type { ProgressMessage } from '../../../api/types/image.ts';
import { platformJson } from '../../opts/platform.ts';
import { jsonLines } from '../../../client/json-lines.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { inputStream } from '../../input-stream.ts';
import { showProgress } from '../../progress.ts';

export const imageLoad = defineCommand({
  use: 'docker load [OPTIONS]',
  also: ['docker image load'],
  aliases: ['docker image load', 'docker load'],
  short: 'Load an image from a tar archive or STDIN',
  flags: {
    input: { type: 'string', short: 'i', usage: 'Read from tar archive file, instead of STDIN' },
    platform: {
      type: 'string',
      usage: 'Load only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")',
    },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress the load output' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    if (flags.input === '' && io.isTerminal(0)) {
      throw new StatusError(1, 'requested load from stdin, but stdin is empty');
    }
    const archive = await inputStream(io, flags.input === '' ? '-' : flags.input);
    const quiet = flags.quiet || !io.isTerminal(1);
    const options = { quiet, ...(flags.platform !== '' && { platform: platformJson(flags.platform) }) };
    const stream = await client.imageLoad(archive, options);
    await showProgress(jsonLines<ProgressMessage>(stream), { write: io.out, columns: io.size(1)?.columns });
  },
});
