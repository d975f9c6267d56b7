import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import type { Volume } from '../../../api/types/volume.ts';
import { defineCommand } from '../../command.ts';
import { configuredFormat } from '../../config-file.ts';
import { formatRows, type Row, type Table } from '../../formatter/formatter.ts';
import { joinLabels } from '../../formatter/labels.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { humanSize } from '../../formatter/size.ts';

const TABLE: Table = {
  typeName: '*formatter.volumeContext',
  headers: {
    Name: 'VOLUME NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    Availability: 'AVAILABILITY',
    Mountpoint: 'MOUNTPOINT',
    Labels: 'LABELS',
    Links: 'LINKS',
    Size: 'SIZE',
    Group: 'GROUP',
    Status: 'STATUS',
  },
};
const COLUMNS = 'table {{.Driver}}\t{{.Name}}';

export const volumeLs = defineCommand({
  use: 'docker volume ls [OPTIONS]',
  aliases: ['docker volume ls', 'docker volume list'],
  short: 'List volumes',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Provide filter values (e.g. "dangling=true")' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    quiet: { type: 'bool', short: 'q', usage: 'Only display volume names' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const { Volumes } = await client.volumeList(flags.filter);
    const volumes = [...(Volumes ?? [])].sort((a, b) => naturally(a.Name, b.Name));
    const given = flags.format === '' && !flags.quiet ? configuredFormat(io, 'volumesFormat') : flags.format;
    await io.out(formatRows(TABLE, volumeFormat(given, flags.quiet), volumes.map(volumeRow)));
  },
});

function volumeFormat(given: string, quiet: boolean): string {
  if (given === '' || given === 'table') return quiet ? '{{.Name}}' : COLUMNS;
  if (given === 'raw') return quiet ? 'name: {{.Name}}' : 'name: {{.Name}}\ndriver: {{.Driver}}\n';
  return given;
}

function volumeRow({ Name, Driver, Scope, Mountpoint, Labels, UsageData }: Volume): Row {
  return {
    Name: () => Name,
    Driver: () => Driver,
    Scope: () => Scope,
    Mountpoint: () => Mountpoint,
    Labels: () => joinLabels(Labels),
    Label: (key: string) => Labels?.[key] ?? '',
    Links: () => (UsageData === undefined ? 'N/A' : String(UsageData.RefCount)),
    Size: () => (UsageData === undefined ? 'N/A' : humanSize(UsageData.Size)),
    Group: () => 'N/A',
    Availability: () => 'N/A',
    Status: () => 'N/A',
  };
}
