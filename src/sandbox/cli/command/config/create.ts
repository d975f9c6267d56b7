import { defineCommand } from '../../command.ts';
import { parseLabel, toRecord } from '../../opts/label.ts';
import { readConfigContent } from '../secret/content.ts';

export const configCreate = defineCommand({
  use: 'docker config create [OPTIONS] CONFIG file|-',
  short: 'Create a config from a file or STDIN',
  flags: {
    label: { type: 'list', short: 'l', usage: 'Config labels', each: parseLabel },
    'template-driver': { type: 'string', usage: 'Template driver' },
  },
  args: { min: 2, max: 2 },
  run: async ({ client, io, args, flags }) => {
    const [name = '', path = ''] = args;
    const { ID } = await client.configCreate({
      Name: name,
      Labels: toRecord(flags.label),
      Data: await readConfigContent(io, path),
      ...(flags['template-driver'] !== '' && { Templating: { Name: flags['template-driver'] } }),
    });
    await io.out(`${ID}\n`);
  },
});
