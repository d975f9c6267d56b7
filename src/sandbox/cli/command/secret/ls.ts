import { defineCommand } from '../../command.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { formatRows } from '../../formatter/formatter.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { keptFormat, keptRow, SECRET_TABLE } from '../../formatter/kept.ts';

export const secretLs = defineCommand({
  use: 'docker secret ls [OPTIONS]',
  aliases: ['docker secret ls', 'docker secret list'],
  short: 'List secrets',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    quiet: { type: 'bool', short: 'q', usage: 'Only display IDs' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const items = [...(await client.secretList(flags.filter))].sort((a, b) => naturally(a.Spec.Name, b.Spec.Name));
    const rows = items.map((item) => keptRow(item, io.now()));
    await io.out(formatRows(SECRET_TABLE, keptFormat('secret', flags.format, flags.quiet), rows));
  },
});
