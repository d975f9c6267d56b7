import { nodeStatus, WORKER_PLATFORMS, WORKER_VERSION } from '../../buildx/driver.ts';
import { currentBuilder, DEFAULT_BUILDER, listBuilders } from '../../buildx/builders.ts';
import { defineCommand } from '../../command.ts';
import { formatRows, isTable, type Row, type Table } from '../../formatter/formatter.ts';

const TABLE: Table = {
  typeName: '*commands.lsContext',
  headers: {
    Name: 'NAME/NODE',
    DriverEndpoint: 'DRIVER/ENDPOINT',
    Status: 'STATUS',
    Buildkit: 'BUILDKIT',
    Platforms: 'PLATFORMS',
  },
};
const COLUMNS = 'table {{.Name}}\t{{.DriverEndpoint}}\t{{.Status}}\t{{.Buildkit}}\t{{.Platforms}}';
const PLATFORMS = ['linux/amd64', 'linux/amd64/v2', 'linux/amd64/v3', 'linux/amd64/v4', 'linux/386'];

interface Line {
  readonly name: string;
  readonly endpoint: string;
  readonly status: string;
  readonly buildkit: string;
  readonly platforms: readonly string[];
}

export const buildxLs = defineCommand({
  use: 'docker buildx ls',
  also: ['docker builder ls'],
  plugin: true,
  short: 'List builder instances',
  flags: {
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    format: { type: 'string', usage: 'Format the output', default: 'table' },
    'no-trunc': { type: 'bool', usage: "Don't truncate output" },
  },
  args: { min: 0, max: 0, exact: true },
  run: async ({ client, io, flags }) => {
    const current = currentBuilder(io);
    const inTable = flags.format === '' || isTable(flags.format);
    const marked = (name: string) => (inTable && name === current ? `${name}*` : name);
    const none = { status: '', buildkit: '', platforms: [] };
    const lines: Line[] = [];
    const indent = inTable ? ' \\_ ' : '';
    for (const { Name, Driver, Nodes } of listBuilders(io)) {
      lines.push({ ...none, name: marked(Name), endpoint: Driver });
      for (const node of Nodes) {
        const status = await nodeStatus(client, node, Driver);
        const fixed = (node.Platforms ?? []).map((platform) => `${platform}*`);
        const found = status === 'running' ? WORKER_PLATFORMS.filter((name) => !fixed.includes(`${name}*`)) : [];
        lines.push({
          name: `${indent}${node.Name}`,
          endpoint: `${indent}${node.Endpoint}`,
          status,
          buildkit: status === 'running' ? WORKER_VERSION : '',
          platforms: [...fixed, ...found],
        });
      }
    }
    lines.push({ ...none, name: marked(DEFAULT_BUILDER), endpoint: 'docker' });
    lines.push({
      name: `${indent}default`,
      endpoint: `${indent}default`,
      status: 'running',
      buildkit: 'v0.0.0+unknown',
      platforms: PLATFORMS,
    });
    const format = ['', 'table'].includes(flags.format) ? COLUMNS : flags.format;
    await io.out(
      formatRows(
        TABLE,
        format,
        lines.map((line) => rowOf(line, inTable && !flags['no-trunc'])),
      ),
    );
  },
});

const rowOf = (line: Line, short: boolean): Row => ({
  Name: () => line.name,
  DriverEndpoint: () => line.endpoint,
  Status: () => line.status,
  Buildkit: () => line.buildkit,
  Platforms: () => (short ? shortened(line.platforms) : line.platforms.join(', ')),
});

/** Variants of a platform are counted behind it: `linux/amd64 (+4)`. */
function shortened(platforms: readonly string[]): string {
  const groups = new Map<string, number>();
  for (const platform of platforms) {
    const [os = '', architecture = ''] = platform.replace('*', '').split('/');
    const key = `${os}/${architecture}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([name, count]) => (count === 1 ? name : `${name} (+${count})`)).join(', ');
}
