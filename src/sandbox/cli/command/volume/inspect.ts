import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import { defineCommand } from '../../command.ts';
import { inspectAll } from '../../inspect.ts';

export const volumeInspect = defineCommand({
  use: 'docker volume inspect [OPTIONS] VOLUME [VOLUME...]',
  short: 'Display detailed information on one or more volumes',
  flags: { format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE } },
  args: { min: 1 },
  run: ({ client, io, args, flags }) =>
    inspectAll(io, args, flags.format, async (name) => ({
      json: await client.volumeInspect(name),
      type: 'volume.Volume',
      byTypeOnly: true,
    })),
});
