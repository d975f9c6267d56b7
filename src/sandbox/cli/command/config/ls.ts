import { defineCommand } from '../../command.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { formatRows } from '../../formatter/formatter.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { keptFormat, keptRow, CONFIG_TABLE } from '../../formatter/kept.ts';

export const configLs = defineCommand({
  use: 'docker config ls [OPTIONS]',
  aliases: ['docker config ls', 'docker config list'],
  short: 'List configs',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    quiet: { type: 'bool', short: 'q', usage: 'Only display IDs' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const items = [...(await client.configList(flags.filter))].sort((a, b) => naturally(a.Spec.Name, b.Spec.Name));
    const rows = items.map((item) => keptRow(item, io.now()));
    await io.out(formatRows(CONFIG_TABLE, keptFormat('config', flags.format, flags.quiet), rows));
  },
});
