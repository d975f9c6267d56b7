import { defineCommand } from '../../command.ts';
import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import { UsageError } from '../../errors.ts';
import { inspectPretty, prettyConfig } from '../../formatter/swarm-pretty.ts';
import { inspectAll } from '../../inspect.ts';

export const configInspect = defineCommand({
  use: 'docker config inspect [OPTIONS] CONFIG [CONFIG...]',
  short: 'Display detailed information on one or more configs',
  flags: {
    format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE },
    pretty: { type: 'bool', usage: 'Print the information in a human friendly format' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    if (flags.pretty) {
      if (flags.format !== '') throw new UsageError('--format is incompatible with human friendly format');
      await inspectPretty(io, args, async (name) => prettyConfig(await client.configInspect(name)));
      return;
    }
    await inspectAll(io, args, flags.format, async (name) => ({
      json: await client.configInspect(name),
      type: 'swarm.Config',
    }));
  },
});
