import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import type { Client } from '../../../client/client.ts';
import { DaemonError } from '../../../client/request.ts';
import { defineCommand } from '../../command.ts';
import { StatusError, UsageError } from '../../errors.ts';
import { type Found, inspectAll } from '../../inspect.ts';
import { goQuote } from '../../../api/go-quote.ts';

const NOT_FOUND = 404;
/** A daemon outside of a swarm has none of a swarm's objects. */
const NO_MANAGER = 503;

interface Kind {
  readonly type: string;
  readonly find: (client: Client, name: string, size: boolean) => Promise<unknown>;
}

/** In the order in which docker tries them. */
const KINDS: Readonly<Record<string, Kind>> = {
  container: {
    type: 'container.InspectResponse',
    find: (client, name, size) => client.containerInspect(name, { size }),
  },
  image: { type: 'image.InspectResponse', find: (client, name) => client.imageInspect(name) },
  network: { type: 'network.Inspect', find: (client, name) => client.networkInspect(name) },
  volume: { type: 'volume.Volume', find: (client, name) => client.volumeInspect(name) },
  service: { type: 'swarm.Service', find: (client, name) => client.serviceInspect(name) },
  task: { type: 'swarm.Task', find: (client, name) => client.taskInspect(name) },
  node: { type: 'swarm.Node', find: (client, name) => client.nodeInspect(name) },
  secret: { type: 'swarm.Secret', find: (client, name) => client.secretInspect(name) },
  plugin: { type: 'types.Plugin', find: (client, name) => client.pluginInspect(name) },
  config: { type: 'swarm.Config', find: (client, name) => client.configInspect(name) },
};
export const systemInspect = defineCommand({
  use: 'docker inspect [OPTIONS] NAME|ID [NAME|ID...]',
  short: 'Return low-level information on Docker objects',
  flags: {
    format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE },
    size: { type: 'bool', short: 's', usage: 'Display total file sizes if the type is container' },
    type: { type: 'string', usage: 'Only inspect objects of the given type' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    const { type, size, format } = flags;
    if (changed.has('type') && type === '') throw new UsageError('type is empty: must be one of ' + allKinds());
    const kind = KINDS[type];
    if (type !== '' && kind === undefined) {
      throw new UsageError(`unknown type: ${goQuote(type)}: must be one of ${allKinds()}`);
    }
    await inspectAll(io, args, format, async (name) => {
      const found = await (kind === undefined ? findAny(client, name, size) : find(type, kind, client, name, size));
      if (size && found.kind !== 'container') await io.err(`WARNING: --size ignored for ${found.kind}\n`);
      return found;
    });
  },
});

const allKinds = () => Object.keys(KINDS).sort().map(goQuote).join(', ');

interface FoundKind extends Found {
  readonly kind: string;
}

const find = async (
  kind: string,
  { type, find: ask }: Kind,
  client: Client,
  name: string,
  size: boolean,
): Promise<FoundKind> => ({
  json: await ask(client, name, size),
  type,
  kind,
});

async function findAny(client: Client, name: string, size: boolean): Promise<FoundKind> {
  for (const [word, kind] of Object.entries(KINDS)) {
    try {
      return await find(word, kind, client, name, size);
    } catch (error) {
      if (!(error instanceof DaemonError) || ![NOT_FOUND, NO_MANAGER].includes(error.status)) throw error;
    }
  }
  throw new StatusError(1, `Error: No such object: ${name}`);
}
