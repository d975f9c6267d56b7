import type { Flags } from '../../cli/opts/flag.ts';
import { containerStats } from '../../cli/command/container/stats.ts';
import { defineCompose } from '../command.ts';
import { projectOrName } from '../project.ts';
import { containersOf } from '../services.ts';
import { STATS_HEADER } from '../stats-header.ts';

const FLAGS = {
  all: { type: 'bool', short: 'a', usage: 'Show all containers (default shows just running)' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  format: {
    type: 'string',
    usage:
      "Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/engine/cli/formatting/ for more information about formatting output with templates",
  },
  'no-stream': { type: 'bool', usage: 'Disable streaming stats and only pull the first result' },
  'no-trunc': { type: 'bool', usage: 'Do not truncate output' },
} as const satisfies Flags;

export const stats = defineCompose({
  name: 'stats',
  use: 'docker compose stats [OPTIONS] [SERVICE]',
  short: 'Display a live stream of container(s) resource usage statistics',
  args: { kind: 'most', max: 1 },
  flags: FLAGS,
  run: async ({ client, io, root, args, flags, changed }) => {
    const { name } = await projectOrName(io, root);
    const containers = (await containersOf(client, name, args, flags.all, 'include')).sort((a, b) => a.age - b.age);
    if (containers.length === 0) {
      if (flags.format === '') await io.out(STATS_HEADER);
      return 0;
    }
    return containerStats.run({
      client,
      io,
      changed,
      path: 'docker stats',
      context: 'default',
      args: containers.map((one) => one.id),
      flags: { ...flags, all: flags.all, format: flags.format } as never,
    });
  },
});
