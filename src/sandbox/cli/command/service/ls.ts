import { defineCommand } from '../../command.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { formatRows } from '../../formatter/formatter.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { SERVICE_TABLE, serviceFormat, serviceRow } from '../../formatter/service.ts';

export const serviceLs = defineCommand({
  use: 'docker service ls [OPTIONS]',
  aliases: ['docker service ls', 'docker service list'],
  short: 'List services',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    quiet: { type: 'bool', short: 'q', usage: 'Only display IDs' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const services = [...(await client.serviceList(flags.filter, true))].sort((a, b) =>
      naturally(a.Spec.Name, b.Spec.Name),
    );
    const rows = services.map((service) => serviceRow(service));
    await io.out(formatRows(SERVICE_TABLE, serviceFormat(flags.format, flags.quiet), rows));
  },
});
