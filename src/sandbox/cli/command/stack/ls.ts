import { defineCommand } from '../../command.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { formatRows } from '../../formatter/formatter.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { NAMESPACE, STACK_TABLE } from './namespace.ts';

export const stackLs = defineCommand({
  use: 'docker stack ls [OPTIONS]',
  aliases: ['docker stack ls', 'docker stack list'],
  short: 'List stacks',
  flags: {
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const services = await client.serviceList(new Map([['label', [NAMESPACE]]]));
    const counts = Map.groupBy(services, ({ Spec }) => Spec.Labels[NAMESPACE] ?? '');
    const rows = [...counts]
      .sort(([a], [b]) => naturally(a, b))
      .map(([name, members]) => ({ Name: () => name, Services: () => String(members.length) }));
    const format = flags.format === '' || flags.format === 'table' ? 'table {{.Name}}\t{{.Services}}' : flags.format;
    await io.out(formatRows(STACK_TABLE, format, rows));
  },
});
