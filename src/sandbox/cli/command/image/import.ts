import { familiarName, parseReference, withDefaultTag } from '../../../api/reference.ts';
import type { ProgressMessage } from '../../../api/types/image.ts';
import { jsonLines } from '../../../client/json-lines.ts';
import { defineCommand } from '../../command.ts';
import { inputStream } from '../../input-stream.ts';
import { showProgress } from '../../progress.ts';

const isUrl = (source: string) => /^(https?|git):\/\//.test(source);

export const imageImport = defineCommand({
  use: 'docker import [OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  also: ['docker image import'],
  aliases: ['docker image import', 'docker import'],
  short: 'Import the contents from a tarball to create a filesystem image',
  flags: {
    change: { type: 'list', short: 'c', usage: 'Apply Dockerfile instruction to the created image' },
    message: { type: 'string', short: 'm', usage: 'Set commit message for imported image' },
    platform: { type: 'string', usage: 'Set platform if server is multi-platform capable' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    const [source = '', target = ''] = args;
    const remote = isUrl(source);
    const archive = remote ? undefined : await inputStream(io, source);
    const reference = target === '' ? undefined : withDefaultTag(parseReference(target));
    const stream = await client.imageImport({
      source: remote ? source : '-',
      ...(archive !== undefined && { archive }),
      ...(reference !== undefined && { repo: familiarName(reference), tag: reference.tag ?? '' }),
      message: flags.message,
      changes: flags.change,
      platform: flags.platform,
    });
    await showProgress(jsonLines<ProgressMessage>(stream), { write: io.out, columns: io.size(1)?.columns });
  },
});
