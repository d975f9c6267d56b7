import type { Flags } from '../../cli/opts/flag.ts';
import { containerCommit } from '../../cli/command/container/commit.ts';
import { defineCompose } from '../command.ts';
import { projectOrName } from '../project.ts';
import { runningContainer } from '../services.ts';
import { withProgress } from '../runtime.ts';

const FLAGS = {
  author: { type: 'string', short: 'a', usage: 'Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")' },
  change: { type: 'list', short: 'c', usage: 'Apply Dockerfile instruction to the created image' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  index: { type: 'int', usage: 'index of the container if service has multiple replicas.' },
  message: { type: 'string', short: 'm', usage: 'Commit message' },
  pause: { type: 'bool', short: 'p', usage: 'Pause container during commit', default: 'true' },
} as const satisfies Flags;

export const commit = defineCompose({
  name: 'commit',
  use: 'docker compose commit [OPTIONS] SERVICE [REPOSITORY[:TAG]]',
  short: "Create a new image from a service container's changes",
  args: { kind: 'range', min: 1, max: 2 },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags, changed } = invocation;
    const { name } = await projectOrName(io, root);
    const [service = '', reference] = args;
    const container = await runningContainer(client, name, service, flags.index);
    await withProgress(invocation, 'Running', async (progress) => {
      const event = { id: container.name, text: `Commit ${container.name}` };
      await progress.event({ ...event, status: 'Committing', state: 'working' });
      let image = '';
      await containerCommit.run({
        client,
        io: { ...io, out: async (data) => void (image += String(data)) },
        changed,
        path: 'docker commit',
        context: 'default',
        args: [container.id, ...(reference === undefined ? [] : [reference])],
        flags: { ...flags } as never,
      });
      await progress.event({ ...event, status: `Committed as ${image.trim()}`, state: 'done' });
    });
  },
});
