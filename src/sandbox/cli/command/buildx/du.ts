import type { BuildCacheRecord } from '../../../api/types/system.ts';
import { isMutable, lastUsed } from '../../buildx/cache-table.ts';
import { chooseBuilder } from '../../buildx/choose.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { formatRows, isTable, type Row, type Table } from '../../formatter/formatter.ts';
import { humanSize } from '../../formatter/size.ts';
import { NIL_SLICE } from '../../formatter/template/value.ts';

/** @see buildx commands/diskusage.go */
const TABLE: Table = {
  typeName: '*commands.diskusageContext',
  headers: {
    ID: 'ID',
    Parents: 'PARENTS',
    CreatedAt: 'CREATED AT',
    Mutable: 'MUTABLE',
    Reclaimable: 'RECLAIMABLE',
    Shared: 'SHARED',
    Size: 'SIZE',
    Description: 'DESCRIPTION',
    UsageCount: 'USAGE COUNT',
    LastUsedAt: 'LAST ACCESSED',
    Type: 'TYPE',
  },
};
const COLUMNS = 'table {{.ID}}\t{{.Reclaimable}}\t{{.Size}}\t{{.LastUsedAt}}';
const PRETTY = `ID:           {{.ID}}
{{- if .Parents}}
Parents:
{{- range .Parents}}
 - {{.}}
{{- end}}
{{- end}}
Created at:   {{.CreatedAt}}
Mutable:      {{.Mutable}}
Reclaimable:  {{.Reclaimable}}
Shared:       {{.Shared}}
Size:         {{.Size}}
{{- if .Description}}
Description:  {{.Description}}
{{- end}}
Usage count:  {{.UsageCount}}
{{- if .LastUsedAt}}
Last used:    {{.LastUsedAt}}
{{- end}}
Type:         {{.Type}}
`;
/** Formats that have a name; the sums stand below these only. */
const NAMED = new Map([
  ['', COLUMNS],
  ['table', COLUMNS],
  ['pretty', PRETTY],
]);

export const buildxDu = defineCommand({
  use: 'docker buildx du',
  also: ['docker builder du'],
  plugin: true,
  short: 'Disk usage',
  flags: {
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    filter: { type: 'filter', usage: 'Provide filter values' },
    format: { type: 'string', usage: 'Format the output' },
    verbose: { type: 'bool', usage: 'Shorthand for "--format=pretty"' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags, path }) => {
    if (flags.verbose && flags.format !== '') {
      throw new StatusError(1, 'ERROR: --format and --verbose cannot be used together');
    }
    const asked = flags.verbose ? 'pretty' : flags.format;
    const format = NAMED.get(asked) ?? asked;
    const { worker } = chooseBuilder(io, flags.builder, path);
    const cache = await client.buildCache(worker);
    const records = cache.filter((record) => accepts(record, flags.filter)).toSorted(bySize);
    await io.out(
      formatRows(
        TABLE,
        format,
        records.map((record) => rowOf(record, isTable(format), io.now())),
      ),
    );
    if (NAMED.has(asked) && flags.filter.size === 0) await io.out(summary(records));
  },
});

/** As BuildKit lists them. */
const bySize = (a: BuildCacheRecord, b: BuildCacheRecord): number => a.Size - b.Size || (a.ID < b.ID ? -1 : 1);

/** BuildKit knows more fields than `type`; of those it doesn't know, none is equal to anything. */
const accepts = ({ Type }: BuildCacheRecord, filter: ReadonlyMap<string, readonly string[]>): boolean =>
  [...filter].every(([key, values]) => key === 'type' && values.includes(Type));

/** @param inTable the table marks with an asterisk what builds change, and sizes shared with images */
const rowOf = (record: BuildCacheRecord, inTable: boolean, now: number): Row => ({
  ID: () => `${record.ID}${inTable && isMutable(record) ? '*' : ''}`,
  Parents: () => record[' Parents'] ?? NIL_SLICE,
  CreatedAt: () => record.CreatedAt.replace('T', ' ').replace('Z', ' +0000 UTC'),
  Mutable: () => isMutable(record),
  Reclaimable: () => !record.InUse,
  Shared: () => record.Shared,
  Size: () => `${humanSize(record.Size)}${inTable && record.Shared ? '*' : ''}`,
  Description: () => record.Description,
  UsageCount: () => record.UsageCount,
  LastUsedAt: () => lastUsed(record, now),
  Type: () => record.Type,
});

function summary(records: readonly BuildCacheRecord[]): string {
  const sum = (list: readonly BuildCacheRecord[]) => list.reduce((total, { Size }) => total + Size, 0);
  const shared = sum(records.filter(({ Shared }) => Shared));
  const total = sum(records);
  const parts = shared > 0 ? [`Shared:\t\t${humanSize(shared)}`, `Private:\t${humanSize(total - shared)}`] : [];
  const reclaimable = sum(records.filter(({ InUse }) => !InUse));
  return [...parts, `Reclaimable:\t${humanSize(reclaimable)}`, `Total:\t\t${humanSize(total)}`, ''].join('\n');
}
