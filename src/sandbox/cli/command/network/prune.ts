import { defineCommand } from '../../command.ts';
import { confirmed } from '../confirm.ts';

const WARNING = 'WARNING! This will remove all custom networks not used by at least one container.';

export const networkPrune = defineCommand({
  use: 'docker network prune [OPTIONS]',
  short: 'Remove all unused networks',
  flags: {
    filter: { type: 'filter', usage: 'Provide filter values (e.g. "until=<timestamp>")' },
    force: { type: 'bool', short: 'f', usage: 'Do not prompt for confirmation' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    if (!flags.force && !(await confirmed(io, WARNING))) return;
    const deleted = (await client.networksPrune(flags.filter)).NetworksDeleted ?? [];
    if (deleted.length > 0) await io.out(`Deleted Networks:\n${deleted.join('\n')}\n\n`);
  },
});
