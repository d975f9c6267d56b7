import type { Flags } from '../../cli/opts/flag.ts';
import { containerExport } from '../../cli/command/container/export.ts';
import { defineCompose } from '../command.ts';
import { projectOrName } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { runningContainer } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  index: { type: 'int', usage: 'index of the container if service has multiple replicas.' },
  output: { type: 'string', short: 'o', usage: 'Write to a file, instead of STDOUT' },
} as const satisfies Flags;

export const exportContainer = defineCompose({
  name: 'export',
  use: 'docker compose export [OPTIONS] SERVICE',
  short: "Export a service container's filesystem as a tar archive",
  args: { kind: 'docker', min: 1, max: 1 },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags, changed } = invocation;
    const { name } = await projectOrName(io, root);
    const container = await runningContainer(client, name, args[0] ?? '', flags.index);
    const to = flags.output === '' ? 'stdout' : flags.output;
    const text = `export ${container.name} to ${to}`;
    await withProgress(invocation, 'Exporting', (progress) =>
      progress.event({ id: container.name, text, status: 'Exporting', state: 'working' }),
    );
    return containerExport.run({
      client,
      io,
      changed,
      path: 'docker export',
      context: 'default',
      args: [container.id],
      flags: { output: flags.output } as never,
    });
  },
});
