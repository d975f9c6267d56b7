import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { defineCommand } from '../../command.ts';
import { configuredFormat } from '../../config-file.ts';
import { formatRows } from '../../formatter/formatter.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { VOLUME_TABLE, volumeRow } from '../../formatter/volume.ts';

/** Of volumes that all nodes of a swarm share; there are none here. */
const CLUSTER_COLUMNS = 'table {{.Name}}\t{{.Group}}\t{{.Driver}}\t{{.Availability}}\t{{.Status}}';
const COLUMNS = 'table {{.Driver}}\t{{.Name}}';

export const volumeLs = defineCommand({
  use: 'docker volume ls [OPTIONS]',
  aliases: ['docker volume ls', 'docker volume list'],
  short: 'List volumes',
  flags: {
    cluster: {
      type: 'bool',
      usage: 'Display only cluster volumes, and use cluster volume list formatting',
      hidden: true,
    },
    filter: { type: 'filter', short: 'f', usage: 'Provide filter values (e.g. "dangling=true")' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    quiet: { type: 'bool', short: 'q', usage: 'Only display volume names' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const { Volumes } = await client.volumeList(flags.filter);
    const volumes = [...(Volumes ?? [])].sort((a, b) => naturally(a.Name, b.Name));
    if (flags.cluster) return io.out(formatRows(VOLUME_TABLE, CLUSTER_COLUMNS, []));
    const given = flags.format === '' && !flags.quiet ? configuredFormat(io, 'volumesFormat') : flags.format;
    await io.out(formatRows(VOLUME_TABLE, volumeFormat(given, flags.quiet), volumes.map(volumeRow)));
  },
});

function volumeFormat(given: string, quiet: boolean): string {
  if (given === '' || given === 'table') return quiet ? '{{.Name}}' : COLUMNS;
  if (given === 'raw') return quiet ? 'name: {{.Name}}' : 'name: {{.Name}}\ndriver: {{.Driver}}\n';
  return given;
}
