import { defineCommand } from '../../command.ts';
import { formatRows, type Table } from '../../formatter/formatter.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';

const COLUMNS = 'table {{.ID}}\t{{.Name}}\t{{.Description}}\t{{.Enabled}}';

const TABLE: Table = {
  typeName: '*plugin.pluginContext',
  headers: { ID: 'ID', Name: 'NAME', Description: 'DESCRIPTION', Enabled: 'ENABLED' },
};

/** This engine has no plugins, and can't get any. */
export const pluginLs = defineCommand({
  use: 'docker plugin ls [OPTIONS]',
  aliases: ['docker plugin ls', 'docker plugin list'],
  short: 'List plugins',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Provide filter values (e.g. "enabled=true")' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    'no-trunc': { type: 'bool', usage: "Don't truncate output" },
    quiet: { type: 'bool', short: 'q', usage: 'Only display plugin IDs' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    await client.pluginList(flags.filter);
    const format = flags.quiet ? '{{.ID}}' : flags.format === '' || flags.format === 'table' ? COLUMNS : flags.format;
    await io.out(formatRows(TABLE, format, []));
  },
});
