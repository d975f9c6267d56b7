import { defineCommand } from '../../command.ts';
import { humanSize } from '../../formatter/size.ts';
import { confirmed } from '../confirm.ts';

export const containerPrune = defineCommand({
  use: 'docker container prune [OPTIONS]',
  short: 'Remove all stopped containers',
  flags: {
    filter: { type: 'filter', usage: 'Provide filter values (e.g. "until=<timestamp>")' },
    force: { type: 'bool', short: 'f', usage: 'Do not prompt for confirmation' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    if (!flags.force && !(await confirmed(io, 'WARNING! This will remove all stopped containers.'))) return;
    const { ContainersDeleted, SpaceReclaimed } = await client.containersPrune(flags.filter);
    const deleted = ContainersDeleted ?? [];
    if (deleted.length > 0) await io.out(`Deleted Containers:\n${deleted.join('\n')}\n\n`);
    await io.out(`Total reclaimed space: ${humanSize(SpaceReclaimed)}\n`);
  },
});
