import { StatusError } from '../../cli/errors.ts';
import type { Io } from '../../cli/io.ts';
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

/** In words of its own, older than those of `docker export`. @throws {StatusError} `… directory "x" does not exist` */
function checkFolder({ fs }: Io, path: string): void {
  const folder = path.replace(/\/[^/]*$/, '');
  if (!path.includes('/') || folder === '' || fs.exists(folder)) return;
  throw new StatusError(1, `failed to export container: invalid output path: directory "${folder}" does not exist`);
}

export const exportContainer = defineCompose({
  name: 'export',
  use: 'docker compose export [OPTIONS] SERVICE',
  short: "Export a service container's filesystem as a tar archive",
  args: { kind: 'least', min: 1 },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags, changed } = invocation;
    const { name } = await projectOrName(io, root);
    const container = await runningContainer(client, name, args[0] ?? '', flags.index);
    const text = `export ${container.name} to ${flags.output}`;
    checkFolder(io, flags.output);
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
