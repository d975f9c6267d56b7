import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { joinCommand } from './texts.ts';

export const swarmJoinToken = defineCommand({
  use: 'docker swarm join-token [OPTIONS] (worker|manager)',
  short: 'Manage join tokens',
  flags: {
    quiet: { type: 'bool', short: 'q', usage: 'Only display token' },
    rotate: { type: 'bool', usage: 'Rotate join token' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [role = ''] = args;
    if (role !== 'worker' && role !== 'manager') throw new UsageError(`unknown role ${role}`);
    if (flags.rotate) {
      const { Version, Spec } = await client.swarmInspect();
      await client.swarmUpdate(Version.Index, Spec, {
        rotateWorkerToken: role === 'worker',
        rotateManagerToken: role === 'manager',
      });
      if (!flags.quiet) await io.out(`Successfully rotated ${role} join token.\n\n`);
    }
    if (flags.quiet) {
      const { JoinTokens } = await client.swarmInspect();
      await io.out(`${role === 'worker' ? JoinTokens.Worker : JoinTokens.Manager}\n`);
    } else await io.out(await joinCommand(client, role));
  },
});
