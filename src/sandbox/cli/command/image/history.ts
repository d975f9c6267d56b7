import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import type { ImageHistoryItem } from '../../../api/types/image.ts';
import { defineCommand } from '../../command.ts';
import { platformJson } from '../../opts/platform.ts';
import { humanDuration } from '../../../api/duration.ts';
import { goTime } from '../../formatter/age.ts';
import { formatRows, type Row, type Table } from '../../formatter/formatter.ts';
import { shortId } from '../../formatter/labels.ts';
import { humanSize } from '../../formatter/size.ts';
import { ellipsis } from '../../formatter/width.ts';

const TABLE: Table = {
  typeName: '*image.historyContext',
  headers: {
    ID: 'IMAGE',
    CreatedSince: 'CREATED',
    CreatedAt: 'CREATED AT',
    CreatedBy: 'CREATED BY',
    Size: 'SIZE',
    Comment: 'COMMENT',
  },
};
const REST = '{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}';
const COMMAND_COLUMNS = 45;

interface Style {
  readonly human: boolean;
  readonly truncate: boolean;
  readonly now: number;
}

export const imageHistory = defineCommand({
  use: 'docker history [OPTIONS] IMAGE',
  also: ['docker image history'],
  aliases: ['docker image history', 'docker history'],
  short: 'Show the history of an image',
  flags: {
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    human: { type: 'bool', short: 'H', usage: 'Print sizes and dates in human readable format', default: 'true' },
    'no-trunc': { type: 'bool', usage: "Don't truncate output" },
    platform: {
      type: 'string',
      usage: 'Show history for the given platform. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")',
    },
    quiet: { type: 'bool', short: 'q', usage: 'Only show image IDs' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const { human, quiet, format } = flags;
    const platform = platformJson(flags.platform);
    const items = await client.imageHistory(args[0] ?? '', platform === '' ? {} : { platform });
    const style = { human, truncate: !flags['no-trunc'], now: io.now() };
    const rows = items.map((item) => historyRow(item, style));
    const table = `table {{.ID}}\t${human ? '{{.CreatedSince}}' : '{{.CreatedAt}}'}\t${REST}`;
    const usesTable = format === '' || format === 'table';
    await io.out(formatRows(TABLE, usesTable ? (quiet ? '{{.ID}}' : table) : format, rows));
  },
});

function historyRow(item: ImageHistoryItem, { human, truncate, now }: Style): Row {
  const { Id, Created, CreatedBy, Size, Comment } = item;
  const date = () =>
    goTime(Created * 1000)
      .slice(0, 19)
      .replace(' ', 'T') + 'Z';
  return {
    ID: () => (truncate ? shortId(Id) : Id),
    CreatedAt: date,
    CreatedSince: () => (human ? (Created <= 0 ? 'N/A' : `${humanDuration(now - Created * 1000)} ago`) : date()),
    CreatedBy: () => {
      const command = CreatedBy.replaceAll('\t', ' ');
      return truncate ? ellipsis(command, COMMAND_COLUMNS) : command;
    },
    Size: () => (human ? humanSize(Size, 3) : String(Size)),
    Comment: () => Comment,
  };
}
