import { defineCommand } from '../../command.ts';
import { parseLabel, toRecord } from '../../opts/label.ts';
import { readContent } from './content.ts';

export const secretCreate = defineCommand({
  use: 'docker secret create [OPTIONS] SECRET [file|-]',
  short: 'Create a secret from a file or STDIN as content',
  flags: {
    driver: { type: 'string', short: 'd', usage: 'Secret driver', simulated: false },
    label: { type: 'list', short: 'l', usage: 'Secret labels', each: parseLabel },
    'template-driver': { type: 'string', usage: 'Template driver', simulated: false },
  },
  args: { min: 1, max: 2 },
  run: async ({ client, io, args, flags }) => {
    const [name = '', path = ''] = args;

    const data = await readContent(io, path);
    const { ID } = await client.secretCreate({ Name: name, Labels: toRecord(flags.label), Data: data });
    await io.out(`${ID}\n`);
  },
});
