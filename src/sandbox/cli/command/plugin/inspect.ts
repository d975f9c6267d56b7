import { defineCommand } from '../../command.ts';
import { inspectAll } from '../../inspect.ts';
import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';

export const pluginInspect = defineCommand({
  use: 'docker plugin inspect [OPTIONS] PLUGIN [PLUGIN...]',
  short: 'Display detailed information on one or more plugins',
  flags: { format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE } },
  args: { min: 1 },
  run: ({ client, io, args, flags }) =>
    inspectAll(io, args, flags.format, async (name) => ({
      json: await client.pluginInspect(name),
      type: 'types.Plugin',
    })),
});
