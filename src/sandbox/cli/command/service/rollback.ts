import { defineCommand } from '../../command.ts';
import { waitOnService } from './progress.ts';

export const serviceRollback = defineCommand({
  use: 'docker service rollback [OPTIONS] SERVICE',
  short: "Revert changes to a service's configuration",
  flags: {
    detach: { type: 'bool', short: 'd', usage: 'Exit immediately instead of waiting for the service to converge' },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress progress output' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [name = ''] = args;
    const { ID, Version, Spec } = await client.serviceInspect(name);
    await client.serviceUpdate(ID, Version.Index, Spec, true);
    await io.out(`${name}\n`);
    if (!flags.detach) await waitOnService(client, io, name, flags.quiet);
  },
});
