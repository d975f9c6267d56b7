import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import { defineCommand } from '../../command.ts';
import { inspectAll } from '../../inspect.ts';

export const networkInspect = defineCommand({
  use: 'docker network inspect [OPTIONS] NETWORK [NETWORK...]',
  short: 'Display detailed information on one or more networks',
  flags: {
    format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE },
    verbose: { type: 'bool', short: 'v', usage: 'Verbose output for diagnostics' },
  },
  args: { min: 1 },
  run: ({ client, io, args, flags }) =>
    inspectAll(io, args, flags.format, async (name) => ({
      json: await client.networkInspect(name, { verbose: flags.verbose }),
      type: 'network.Inspect',
    })),
});
