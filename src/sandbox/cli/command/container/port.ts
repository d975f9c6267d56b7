import type { PortBinding } from '../../../api/types/container.ts';
import { defineCommand } from '../../command.ts';
import { StatusError, UsageError } from '../../errors.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { parseUnsigned } from '../../opts/number.ts';
import { splitProtocol } from '../../opts/publish.ts';

const shown = ({ HostIp, HostPort }: PortBinding) => `${HostIp.includes(':') ? `[${HostIp}]` : HostIp}:${HostPort}`;

export const containerPort = defineCommand({
  use: 'docker port CONTAINER [PRIVATE_PORT[/PROTO]]',
  also: ['docker container port'],
  aliases: ['docker container port', 'docker port'],
  short: 'List port mappings or a specific mapping for the container',
  flags: {},
  args: { min: 1, max: 2 },
  run: async ({ client, io, args }) => {
    const [name = '', wanted] = args;
    const { Ports } = (await client.containerInspect(name)).NetworkSettings;
    const lines: string[] = [];
    if (wanted === undefined) {
      for (const [port, bindings] of Object.entries(Ports)) {
        for (const binding of bindings ?? []) lines.push(`${port} -> ${shown(binding)}`);
      }
    } else {
      const [protocol, port] = splitProtocol(wanted);
      checkPort(port);
      const bindings = Ports[`${port}/${protocol}`];
      if (bindings === undefined || bindings === null) {
        throw new StatusError(1, `Error: No public port '${wanted}' published for ${name}`);
      }
      lines.push(...bindings.map(shown));
    }
    lines.sort(naturally);
    await io.out(lines.map((line) => `${line}\n`).join(''));
  },
});

function checkPort(port: string): void {
  try {
    parseUnsigned(port, 16);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new StatusError(1, `Error: invalid port (${port}): ${error.message}`);
  }
}
