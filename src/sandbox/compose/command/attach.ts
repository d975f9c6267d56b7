import type { Flags } from '../../cli/opts/flag.ts';
import { containerAttach } from '../../cli/command/container/attach.ts';
import { defineCompose } from '../command.ts';
import { projectOrName } from '../project.ts';
import { runningContainer } from '../services.ts';

const FLAGS = {
  'detach-keys': { type: 'string', usage: 'Override the key sequence for detaching from a container.' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  index: { type: 'int', usage: 'index of the container if service has multiple replicas.' },
  'no-stdin': { type: 'bool', usage: 'Do not attach STDIN' },
  'sig-proxy': { type: 'bool', usage: 'Proxy all received signals to the process', default: 'true' },
} as const satisfies Flags;

export const attach = defineCompose({
  name: 'attach',
  use: 'docker compose attach [OPTIONS] SERVICE',
  short: "Attach local standard input, output, and error streams to a service's running container",
  args: { kind: 'least', min: 1 },
  flags: FLAGS,
  run: async ({ client, io, root, args, flags, changed }) => {
    const { name } = await projectOrName(io, root);
    const container = await runningContainer(client, name, args[0] ?? '', flags.index);
    return containerAttach.run({
      client,
      io,
      changed,
      path: 'docker attach',
      context: 'default',
      args: [container.id],
      flags: { ...flags } as never,
    });
  },
});
