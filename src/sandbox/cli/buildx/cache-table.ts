import type { BuildCacheRecord } from '../../api/types/system.ts';
import { humanDuration } from '../../api/duration.ts';
import { humanSize } from '../formatter/size.ts';

const TAB = 8;

/** A cell filled with tabs up to a width that is a multiple of eight. */
const cell = (text: string, width: number): string => text + '\t'.repeat(Math.ceil((width - text.length) / TAB));

export const isMutable = ({ Type }: BuildCacheRecord): boolean => Type !== 'regular';

export const lastUsed = ({ LastUsedAt }: BuildCacheRecord, now: number): string =>
  LastUsedAt === null ? '' : `${humanDuration(now - Date.parse(LastUsedAt))} ago`;

/** `abc…*`: a record that builds change. */
const recordName = (record: BuildCacheRecord): string => `${record.ID}${isMutable(record) ? '*' : ''}`;

/** What prune removed: head and first line share their columns, later lines stand alone. @see buildx commands/prune.go */
export function pruneTable(records: readonly BuildCacheRecord[], reclaimed: number, now: number): string {
  const rows = records.map((record) => [
    recordName(record).padEnd(40),
    String(!record.InUse).padEnd(5),
    humanSize(record.Size).padEnd(10),
    lastUsed(record, now),
  ]);
  const lines = rows.map(([id = '', free = '', size = '', used = ''], index) =>
    index === 0 ? `${cell(id, 48)}${cell(free, 16)}${cell(size, 16)}${used}\n` : `${id}\t${free}\t${size}\t${used}\n`,
  );
  const head = rows.length === 0 ? '' : `${cell('ID', 48)}${cell('RECLAIMABLE', 16)}${cell('SIZE', 16)}LAST ACCESSED\n`;
  return `${head}${lines.join('')}Total:\t${humanSize(reclaimed)}\n`;
}

/** The same with `--verbose`: a block a record. @see buildx commands/du.go, printVerbose */
export function pruneBlocks(records: readonly BuildCacheRecord[], reclaimed: number, now: number): string {
  const blocks = records.map((record) => {
    const [parent, ...others] = record[' Parents'] ?? [];
    const above =
      parent === undefined
        ? []
        : others.length === 0
          ? [`Parent:\t\t${parent}`]
          : ['Parents:', ...[parent, ...others].map((id) => ` - ${id}`)];
    const lines = [
      `ID:\t\t${record.ID}`,
      ...above,
      `Created at:\t${record.CreatedAt.replace('T', ' ').replace('Z', ' +0000 UTC')}`,
      `Mutable:\t${isMutable(record)}`,
      `Reclaimable:\t${!record.InUse}`,
      'Shared:\t\tfalse',
      `Size:\t\t${humanSize(record.Size)}`,
      `Description:\t${record.Description}`,
      `Usage count:\t${record.UsageCount}`,
      `Last used:\t${lastUsed(record, now)}`,
    ];
    return `${lines.join('\n')}\n\n`;
  });
  return `${blocks.join('')}Total:\t${humanSize(reclaimed)}\n`;
}
