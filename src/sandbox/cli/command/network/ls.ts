import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import type { NetworkInspect } from '../../../api/types/network.ts';
import { defineCommand } from '../../command.ts';
import { configuredFormat } from '../../config-file.ts';
import { formatRows, type Row, type Table } from '../../formatter/formatter.ts';
import { joinLabels, shortId } from '../../formatter/labels.ts';
import { naturally } from '../../formatter/natural-order.ts';

const TABLE: Table = {
  typeName: '*network.networkContext',
  headers: {
    ID: 'NETWORK ID',
    Name: 'NAME',
    Driver: 'DRIVER',
    Scope: 'SCOPE',
    IPv4: 'IPV4',
    IPv6: 'IPV6',
    Internal: 'INTERNAL',
    Labels: 'LABELS',
    CreatedAt: 'CREATED AT',
  },
};
const COLUMNS = 'table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}';
const RAW = 'network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n';

export const networkLs = defineCommand({
  use: 'docker network ls [OPTIONS]',
  aliases: ['docker network ls', 'docker network list'],
  short: 'List networks',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Provide filter values (e.g. "driver=bridge")' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    'no-trunc': { type: 'bool', usage: 'Do not truncate the output' },
    quiet: { type: 'bool', short: 'q', usage: 'Only display network IDs' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const networks = [...(await client.networkList(flags.filter))].sort((a, b) => naturally(a.Name, b.Name));
    const given = flags.format === '' && !flags.quiet ? configuredFormat(io, 'networksFormat') : flags.format;
    const rows = networks.map((network) => networkRow(network, !flags['no-trunc']));
    await io.out(formatRows(TABLE, networkFormat(given, flags.quiet), rows));
  },
});

function networkFormat(given: string, quiet: boolean): string {
  if (given === '' || given === 'table') return quiet ? '{{.ID}}' : COLUMNS;
  if (given === 'raw') return quiet ? 'network_id: {{.ID}}' : RAW;
  return given;
}

function networkRow(network: NetworkInspect, truncate: boolean): Row {
  const { Id, Name, Driver, Scope, EnableIPv4, EnableIPv6, Internal, Labels, Created } = network;
  return {
    ID: () => (truncate ? shortId(Id) : Id),
    Name: () => Name,
    Driver: () => Driver,
    Scope: () => Scope,
    IPv4: () => String(EnableIPv4),
    IPv6: () => String(EnableIPv6),
    Internal: () => String(Internal),
    Labels: () => joinLabels(Labels),
    Label: (key: string) => Labels?.[key] ?? '',
    CreatedAt: () => Created.replace('T', ' ').replace(/0*Z$/, ' +0000 UTC').replace('. ', ' '),
  };
}
