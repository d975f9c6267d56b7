import { defineCommand } from '../../command.ts';
import { alignColumns } from '../../formatter/table-writer.ts';

export const containerTop = defineCommand({
  use: 'docker top CONTAINER [ps OPTIONS]',
  also: ['docker container top'],
  aliases: ['docker container top', 'docker top'],
  short: 'Display the running processes of a container',
  flags: {},
  args: { min: 1 },
  interspersed: false,
  run: async ({ client, io, args }) => {
    const [name = '', ...options] = args;
    const { Titles, Processes } = await client.containerTop(name, options);
    const lines = [Titles, ...Processes].map((cells) => cells.join('\t'));
    await io.out(alignColumns(`${lines.join('\n')}\n`, { least: 20, padding: 3 }));
  },
});
