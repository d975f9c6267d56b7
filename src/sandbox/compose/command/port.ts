import type { Flags } from '../../cli/opts/flag.ts';
import { UsageError } from '../../cli/errors.ts';
import { parseUnsigned } from '../../cli/opts/number.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import { projectOrName } from '../project.ts';
import { runningContainer } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  index: { type: 'int', usage: 'Index of the container if service has multiple replicas' },
  protocol: { type: 'string', usage: 'tcp or udp', default: 'tcp' },
} as const satisfies Flags;

export const port = defineCompose({
  name: 'port',
  use: 'docker compose port [OPTIONS] SERVICE PRIVATE_PORT',
  short: 'Print the public port for a port binding',
  args: { kind: 'least', min: 2 },
  flags: FLAGS,
  run: async ({ client, io, root, args, flags }) => {
    const [service = '', text = ''] = args;
    const target = privatePort(text);
    const { name } = await projectOrName(io, root);
    const container = await runningContainer(client, name, service, flags.index);
    const ports = container.summary.Ports;
    const found = ports.find(({ PrivatePort, Type }) => PrivatePort === target && Type === flags.protocol);
    if (found !== undefined) {
      await io.out(`${found.IP ?? ''}:${found.PublicPort ?? 0}\n`);
      return;
    }
    const list = ports.map(({ PublicPort = 0, Type }) => `${PublicPort}/${Type}`).join(', ');
    throw new ComposeError(`no port ${target}/${flags.protocol} for container ${container.name}: ${list}`);
  },
});

function privatePort(text: string): number {
  try {
    return parseUnsigned(text, 16);
  } catch (error) {
    if (error instanceof UsageError) throw new ComposeError(error.message);
    throw error;
  }
}
