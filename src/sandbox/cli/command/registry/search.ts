import type { ImageSearchResult } from '../../../api/types/image.ts';
import { defineCommand } from '../../command.ts';
import { formatRows, type Row, type Table } from '../../formatter/formatter.ts';

const COLUMNS = 'table {{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}';
const DESCRIPTION_MAX = 45;

const TABLE: Table = {
  typeName: '*formatter.searchContext',
  headers: {
    Name: 'NAME',
    Description: 'DESCRIPTION',
    StarCount: 'STARS',
    IsOfficial: 'OFFICIAL',
    IsAutomated: 'AUTOMATED',
  },
};

export const search = defineCommand({
  use: 'docker search [OPTIONS] TERM',
  short: 'Search Docker Hub for images',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: 'Pretty-print search using a Go template' },
    limit: { type: 'int', usage: 'Max number of search results' },
    'no-trunc': { type: 'bool', usage: "Don't truncate output" },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const results = await client.imageSearch(args[0] ?? '', { limit: flags.limit, filters: flags.filter });
    const isJson = flags.format === 'json' || flags.format === '{{json .}}';
    const rows = results.map((result) => searchRow(result, { isJson, whole: flags['no-trunc'] }));
    const format = flags.format === '' || flags.format === 'table' ? COLUMNS : flags.format;
    await io.out(formatRows(TABLE, format, rows));
  },
});

function searchRow(result: ImageSearchResult, { isJson, whole }: { isJson: boolean; whole: boolean }): Row {
  const flag = (value: boolean) => (isJson ? String(value) : value ? '[OK]' : '');
  const text = result.description.replaceAll('\n', ' ').replaceAll('\r', ' ');
  const characters = [...text];
  const cut = !whole && characters.length > DESCRIPTION_MAX;
  return {
    Name: () => result.name,
    Description: () => (cut ? `${characters.slice(0, DESCRIPTION_MAX - 1).join('')}…` : text),
    StarCount: () => String(result.star_count),
    IsOfficial: () => flag(result.is_official),
    IsAutomated: () => flag(result.is_automated),
  };
}
