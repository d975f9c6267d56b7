import type { BuildCacheRecord } from '../../../api/types/system.ts';
import { lastUsed, recordName } from '../../buildx/cache-table.ts';
import { chooseBuilder } from '../../buildx/choose.ts';
import { defineCommand } from '../../command.ts';
import { alignColumns } from '../../formatter/table-writer.ts';
import { humanSize } from '../../formatter/size.ts';

export const buildxDu = defineCommand({
  use: 'docker buildx du',
  also: ['docker builder du'],
  plugin: true,
  short: 'Disk usage',
  flags: {
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    filter: { type: 'filter', usage: 'Provide filter values' },
    format: { type: 'string', usage: 'Format the output', simulated: false },
    verbose: { type: 'bool', usage: 'Shorthand for "--format=pretty"' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags, path }) => {
    const { worker } = chooseBuilder(io, flags.builder, path);
    const cache = await client.buildCache(worker);
    const types = flags.filter.get('type');
    const records = cache.filter(({ Type }) => types === undefined || types.includes(Type));
    await io.out(
      flags.verbose ? records.map((record) => pretty(record, io.now())).join('\n') : table(records, io.now()),
    );
    await io.out(summary(records));
  },
});

function table(records: readonly BuildCacheRecord[], now: number): string {
  if (records.length === 0) return '';
  const rows = records.map((record) =>
    [
      recordName(record),
      String(!record.InUse),
      `${humanSize(record.Size)}${record.Shared ? '*' : ''}`,
      lastUsed(record, now),
    ].join('\t'),
  );
  return `${alignColumns(['ID\tRECLAIMABLE\tSIZE\tLAST ACCESSED', ...rows].join('\n'))}\n`;
}

function pretty(record: BuildCacheRecord, now: number): string {
  const lines: [string, string][] = [
    ['ID', record.ID],
    ['Created at', record.CreatedAt.replace('T', ' ').replace('Z', ' +0000 UTC')],
    ['Mutable', String(record.Type !== 'regular')],
    ['Reclaimable', String(!record.InUse)],
    ['Shared', String(record.Shared)],
    ['Size', humanSize(record.Size)],
    ['Description', record.Description],
    ['Usage count', String(record.UsageCount)],
    ['Last used', lastUsed(record, now)],
    ['Type', record.Type],
  ];
  return `${lines.map(([name, value]) => `${`${name}:`.padEnd(14)}${value}`).join('\n')}\n`;
}

function summary(records: readonly BuildCacheRecord[]): string {
  const sum = (list: readonly BuildCacheRecord[]) => list.reduce((total, { Size }) => total + Size, 0);
  const shared = sum(records.filter(({ Shared }) => Shared));
  const total = sum(records);
  const parts = shared > 0 ? [`Shared:\t\t${humanSize(shared)}`, `Private:\t${humanSize(total - shared)}`] : [];
  const reclaimable = sum(records.filter(({ InUse }) => !InUse));
  return [...parts, `Reclaimable:\t${humanSize(reclaimable)}`, `Total:\t\t${humanSize(total)}`, ''].join('\n');
}
