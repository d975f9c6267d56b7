import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import type { ContainerSummary } from '../../../api/types/container.ts';
import type { Invocation } from '../../command.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { CONTAINER_TABLE, containerRow } from '../../formatter/container.ts';
import { formatRows, rowStruct } from '../../formatter/formatter.ts';
import { compile, TemplateExecError } from '../../formatter/template/execute.ts';
import { TemplateSyntaxError } from '../../formatter/template/lex.ts';
import type { Flags } from '../../opts/flag.ts';
import { configuredFormat } from '../../config-file.ts';

const COLUMNS = '{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';
const RAW = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`;

const EMPTY: ContainerSummary = {
  Id: '',
  Names: [],
  Image: '',
  ImageID: '',
  Command: '',
  Created: 0,
  Ports: [],
  Labels: {},
  State: 'created',
  Status: '',
  HostConfig: { NetworkMode: '' },
  NetworkSettings: { Networks: {} },
  Mounts: [],
};

const FLAGS = {
  all: { type: 'bool', short: 'a', usage: 'Show all containers (default shows just running)' },
  filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
  format: { type: 'string', usage: TABLE_FORMAT_USAGE },
  last: { type: 'int', short: 'n', usage: 'Show n last created containers (includes all states)', default: '-1' },
  latest: { type: 'bool', short: 'l', usage: 'Show the latest created container (includes all states)' },
  'no-trunc': { type: 'bool', usage: "Don't truncate output" },
  quiet: { type: 'bool', short: 'q', usage: 'Only display container IDs' },
  size: { type: 'bool', short: 's', usage: 'Display total file sizes' },
} as const satisfies Flags;

export const containerLs = defineCommand({
  use: 'docker ps [OPTIONS]',
  also: ['docker container ls'],
  aliases: ['docker container ls', 'docker container list', 'docker container ps', 'docker ps'],
  short: 'List containers',
  args: { min: 0, max: 0 },
  flags: FLAGS,
  run,
});

async function run({ client, io, flags, changed }: Invocation<typeof FLAGS>): Promise<void> {
  const given = flags.format === '' && !flags.quiet ? configuredFormat(io, 'psFormat') : flags.format;
  const usesSize = dryRun(given);
  const size = flags.size || usesSize;
  const last = flags.latest && !changed.has('last') ? 1 : flags.last;
  const containers = await client.containerList({
    all: flags.all || last > 0,
    size,
    limit: last,
    filters: flags.filter,
  });
  const rows = containers.map((container) => containerRow(container, io.now(), !flags['no-trunc']));
  await io.out(formatRows(CONTAINER_TABLE, resolveFormat(given, flags), rows));
}

function resolveFormat(given: string, { quiet, size }: { quiet: boolean; size: boolean }): string {
  if (given === '' || given === 'table') {
    if (quiet) return '{{.ID}}';
    return `table ${COLUMNS}${size ? '\t{{.Size}}' : ''}`;
  }
  if (given === 'raw') return quiet ? 'container_id: {{.ID}}' : `${RAW}${size ? 'size: {{.Size}}\n' : ''}`;
  return given;
}

/** Docker tries the template on an empty container first, to see whether it wants sizes. */
function dryRun(format: string): boolean {
  if (format === '' || format === 'table' || format === 'json' || format === 'raw') return false;
  let usesSize = false;
  const row = containerRow(EMPTY, 0, false, true);
  const watched = {
    ...row,
    Size: () => {
      usesSize = true;
      return '';
    },
  };
  try {
    compile(format).execute(rowStruct(CONTAINER_TABLE, watched));
  } catch (error) {
    if (error instanceof TemplateSyntaxError) throw new StatusError(1, `failed to parse template: ${error.message}`);
    if (error instanceof TemplateExecError) throw new StatusError(1, `failed to execute template: ${error.message}`);
    throw error;
  }
  return usesSize;
}
