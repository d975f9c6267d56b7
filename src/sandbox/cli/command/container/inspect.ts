import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import { defineCommand } from '../../command.ts';
import { inspectAll } from '../../inspect.ts';

export const containerInspect = defineCommand({
  use: 'docker container inspect [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Display detailed information on one or more containers',
  flags: {
    format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE },
    size: { type: 'bool', short: 's', usage: 'Display total file sizes' },
  },
  args: { min: 1 },
  run: ({ client, io, args, flags }) =>
    inspectAll(io, args, flags.format, async (name) => ({
      json: await client.containerInspect(name, { size: flags.size }),
      type: 'container.InspectResponse',
    })),
});
