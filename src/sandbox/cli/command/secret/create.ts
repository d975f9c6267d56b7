import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { parseLabel, toRecord } from '../../opts/label.ts';
import { readContent } from './content.ts';

export const secretCreate = defineCommand({
  use: 'docker secret create [OPTIONS] SECRET [file|-]',
  short: 'Create a secret from a file or STDIN as content',
  flags: {
    driver: { type: 'string', short: 'd', usage: 'Secret driver' },
    label: { type: 'list', short: 'l', usage: 'Secret labels', each: parseLabel },
    'template-driver': { type: 'string', usage: 'Template driver' },
  },
  args: { min: 1, max: 2 },
  run: async ({ client, io, args, flags }) => {
    const [name = '', path = ''] = args;
    if (flags.driver !== '' && args.length > 1)
      throw new UsageError('When using secret driver secret data must be empty');
    if (flags.driver === '' && args.length < 2) throw new UsageError('secret file is required');
    const { ID } = await client.secretCreate({
      Name: name,
      Labels: toRecord(flags.label),
      ...(flags.driver === '' ? { Data: await readContent(io, path) } : { Driver: { Name: flags.driver } }),
      ...(flags['template-driver'] !== '' && { Templating: { Name: flags['template-driver'] } }),
    });
    await io.out(`${ID}\n`);
  },
});
