import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { defineCommand } from '../../command.ts';
import { formatDetails, usageDetails, usageRows, USAGE_TABLE } from '../../formatter/disk-usage.ts';
import { formatRows } from '../../formatter/formatter.ts';

const COLUMNS = 'table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}';

export const systemDf = defineCommand({
  use: 'docker system df [OPTIONS]',
  short: 'Show docker disk usage',
  flags: {
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    verbose: { type: 'bool', short: 'v', usage: 'Show detailed information on space usage' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const usage = await client.diskUsage();
    if (flags.verbose) {
      await io.out(flags.format === '' ? usageDetails(usage, io.now()) : formatDetails(usage, flags.format, io.now()));
      return;
    }
    const format = flags.format === '' || flags.format === 'table' ? COLUMNS : flags.format;
    await io.out(formatRows(USAGE_TABLE, format, usageRows(usage)));
  },
});
