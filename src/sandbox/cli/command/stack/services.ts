import { defineCommand } from '../../command.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { formatRows } from '../../formatter/formatter.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { SERVICE_TABLE, serviceFormat, serviceRow } from '../../formatter/service.ts';
import { checkStackName, NAMESPACE } from './namespace.ts';

export const stackServices = defineCommand({
  use: 'docker stack services [OPTIONS] STACK',
  short: 'List the services in the stack',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    quiet: { type: 'bool', short: 'q', usage: 'Only display IDs' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [name = ''] = args;
    checkStackName(name);
    const services = await client.serviceList(new Map([...flags.filter, ['label', [`${NAMESPACE}=${name}`]]]), true);
    if (services.length === 0) {
      await io.err(`Nothing found in stack: ${name}\n`);
      return;
    }
    const sorted = [...services].sort((a, b) => naturally(a.Spec.Name, b.Spec.Name));
    const rows = sorted.map((service) => serviceRow(service));
    await io.out(formatRows(SERVICE_TABLE, serviceFormat(flags.format, flags.quiet), rows));
  },
});
