import { isNotFound } from '../../../client/not-found.ts';
import type { Client } from '../../../client/client.ts';
import { DaemonError } from '../../../client/request.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { confirmed } from '../confirm.ts';

const INGRESS =
  'WARNING! Before removing the routing-mesh network, make sure all the nodes in your swarm run the same docker engine version. Otherwise, removal may not be effective and functionality of newly create ingress networks will be impaired.';

async function isIngress(client: Client, name: string): Promise<boolean> {
  try {
    return (await client.networkInspect(name)).Ingress;
  } catch (error) {
    if (error instanceof DaemonError) return false;
    throw error;
  }
}

export const networkRm = defineCommand({
  use: 'docker network rm NETWORK [NETWORK...]',
  aliases: ['docker network rm', 'docker network remove'],
  short: 'Remove one or more networks',
  flags: { force: { type: 'bool', short: 'f', usage: 'Do not error if the network does not exist' } },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    let failed = false;
    for (const name of args) {
      try {
        if (await isIngress(client, name)) {
          if (!flags.force && !(await confirmed(io, INGRESS))) continue;
        }
        await client.networkRemove(name);
        await io.out(`${name}\n`);
      } catch (error) {
        if (flags.force && isNotFound(error)) continue;
        await io.err(`${errorText(error)}\n`);
        failed = true;
      }
    }
    if (failed) throw new StatusError(1, 'exit status 1');
  },
});
