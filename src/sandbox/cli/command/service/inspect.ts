import type { Client } from '../../../client/client.ts';
import { ifFound } from '../../../client/not-found.ts';
import { defineCommand } from '../../command.ts';
import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import { StatusError, UsageError } from '../../errors.ts';
import { networkNames, prettyService } from '../../formatter/service-pretty.ts';
import { inspectPretty } from '../../formatter/swarm-pretty.ts';
import { inspectAll } from '../../inspect.ts';

export const serviceInspect = defineCommand({
  use: 'docker service inspect [OPTIONS] SERVICE [SERVICE...]',
  short: 'Display detailed information on one or more services',
  flags: {
    format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE },
    pretty: { type: 'bool', usage: 'Print the information in a human friendly format' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    if (flags.pretty) {
      if (flags.format !== '') throw new UsageError('--format is incompatible with human friendly format');
      const names = await networkNames(client);
      await inspectPretty(io, args, async (name) => prettyService(await findService(client, name), names, io.now()));
      return;
    }
    await inspectAll(io, args, flags.format, async (name) => ({
      json: await findService(client, name),
      type: 'swarm.Service',
      byTypeOnly: true,
    }));
  },
});

/** @throws {StatusError} in the client's words, not the daemon's, for a service that is not there */
async function findService(client: Client, name: string) {
  const service = await ifFound(client.serviceInspect(name));
  if (service === undefined) throw new StatusError(1, `Error: no such service: ${name}`);
  return service;
}
