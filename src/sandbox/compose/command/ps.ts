import type { Flags } from '../../cli/opts/flag.ts';
import { StatusError } from '../../cli/errors.ts';
import { containerRow } from '../../cli/formatter/container.ts';
import type { Row, Table } from '../../cli/formatter/formatter.ts';
import { formatRows } from '../../cli/formatter/formatter.ts';
import { displayablePorts } from '../../cli/formatter/ports.ts';
import type { Struct } from '../../cli/formatter/template/value.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import type { Observed } from '../observe.ts';
import { observe } from '../observe.ts';
import { projectOrName } from '../project.ts';

const FLAGS = {
  all: { type: 'bool', short: 'a', usage: 'Show all stopped containers (including those created by the run command)' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  filter: { type: 'string', usage: 'Filter services by a property (supported filters: status)' },
  format: {
    type: 'string',
    usage:
      "Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates",
    default: 'table',
  },
  'no-trunc': { type: 'bool', usage: "Don't truncate output" },
  orphans: { type: 'bool', usage: 'Include orphaned services (not declared by project)', default: 'true' },
  quiet: { type: 'bool', short: 'q', usage: 'Only display IDs' },
  services: { type: 'bool', usage: 'Display services' },
  status: {
    type: 'stringArray',
    usage: 'Filter services by status. Values: [paused | restarting | removing | running | dead | created | exited]',
  },
} as const satisfies Flags;

/** Columns that Compose has no title for. */
const UNTITLED = ['Names', 'Health', 'ExitCode', 'Publishers', 'LocalVolumes', 'Mounts', 'Networks'];
const TABLE: Table = {
  typeName: '*formatter.ContainerContext',
  headers: {
    Name: 'NAME',
    ID: 'CONTAINER ID',
    Image: 'IMAGE',
    Command: 'COMMAND',
    Service: 'SERVICE',
    Project: 'PROJECT',
    CreatedAt: 'CREATED AT',
    RunningFor: 'CREATED',
    Status: 'STATUS',
    State: 'STATE',
    Ports: 'PORTS',
    Labels: 'LABELS',
    Size: 'SIZE',
    ...Object.fromEntries(UNTITLED.map((name) => [name, '<no value>'])),
  },
};
const COLUMNS = 'table {{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}';

export const ps = defineCompose({
  name: 'ps',
  use: 'docker compose ps [OPTIONS] [SERVICE...]',
  short: 'List containers',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async ({ client, io, root, args, flags }) => {
    const statuses = [...flags.status];
    if (flags.filter !== '') {
      const [key = '', value] = flags.filter.split('=', 2);
      if (value === undefined) throw new ComposeError(`arguments to --filter should be in form KEY=VAL`);
      if (key === 'status') statuses.push(value);
      else if (key === 'source') throw new ComposeError(`filter source is not supported`);
      else throw new ComposeError(`unknown filter ${key}`);
    }
    const { name, project } = await projectOrName(io, root, { services: args });
    const found = await observe(client, name, {
      all: flags.all || statuses.length > 0,
      oneOff: flags.all ? 'include' : 'exclude',
    });
    const known = (service: string) =>
      flags.orphans || project === undefined || service in project.services || service in project.disabled;
    const shown = found.filter(
      ({ service, summary }) =>
        (args.length === 0 ? known(service) : args.includes(service)) &&
        (statuses.length === 0 || statuses.includes(summary.State)),
    );
    if (flags.quiet) {
      for (const { id } of shown) await io.out(`${id}\n`);
      return;
    }
    if (flags.services) {
      for (const service of new Set(shown.map((one) => one.service))) await io.out(`${service}\n`);
      return;
    }
    const rows: Row[] = [];
    for (const one of shown) rows.push(await row(client, one, io.now(), !flags['no-trunc']));
    const format = flags.format === '' || flags.format === 'table' ? COLUMNS : flags.format;
    if (format === 'raw' || format === 'pretty')
      throw new StatusError(1, `unsupported format ${JSON.stringify(format)}`);
    await io.out(formatRows(TABLE, format, rows));
  },
});

type Client = Parameters<typeof ps.run>[0]['client'];

async function row(client: Client, container: Observed, now: number, truncate: boolean): Promise<Row> {
  const { summary, name, service } = container;
  const { State } = await client.containerInspect(container.id);
  const { Platform: _platform, Label, ...usual } = containerRow(summary, now, truncate) as Row & { Platform: unknown };
  const publishers = summary.Ports.map(publisher);
  return {
    ...usual,
    ...(Label !== undefined && { Label }),
    Name: () => name,
    Names: () => name,
    Image: () => summary.Image,
    Service: () => service,
    Project: () => summary.Labels['com.docker.compose.project'] ?? '',
    Health: () => healthOf(State.Health?.Status),
    ExitCode: () => State.ExitCode,
    Ports: () => displayablePorts(summary.Ports),
    Publishers: () => publishers,
  };
}

/** @see docker/compose pkg/api, PortPublisher */
function publisher({ IP = '', PrivatePort, PublicPort = 0, Type }: Observed['summary']['Ports'][number]): Struct {
  const fields = { URL: IP, TargetPort: PrivatePort, PublishedPort: PublicPort, Protocol: Type };
  return {
    kind: 'struct',
    typeName: 'api.PortPublisher',
    member: (name) => (Object.hasOwn(fields, name) ? () => fields[name as keyof typeof fields] : undefined),
    print: () => `{${IP} ${PrivatePort} ${PublicPort} ${Type}}`,
    json: () => fields,
  };
}

const healthOf = (status: string | undefined) => (status === undefined || status === 'none' ? '' : status);
