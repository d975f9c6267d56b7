import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { humanSize } from '../../formatter/size.ts';
import { confirmed } from '../confirm.ts';

export const volumePrune = defineCommand({
  use: 'docker volume prune [OPTIONS]',
  short: 'Remove unused local volumes',
  flags: {
    all: { type: 'bool', short: 'a', usage: 'Remove all unused volumes, not just anonymous ones' },
    filter: { type: 'filter', usage: 'Provide filter values (e.g. "label=<label>")' },
    force: { type: 'bool', short: 'f', usage: 'Do not prompt for confirmation' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const filters = new Map(flags.filter);
    if (flags.all) {
      if (filters.has('all')) {
        throw new StatusError(1, 'conflicting options: cannot specify both --all and --filter all=1');
      }
      filters.set('all', ['true']);
    }
    const what = flags.all ? 'local volumes' : 'anonymous local volumes';
    const warning = `WARNING! This will remove ${flags.all ? 'all ' : ''}${what} not used by at least one container.`;
    if (!flags.force && !(await confirmed(io, warning))) return;
    const { VolumesDeleted, SpaceReclaimed } = await client.volumesPrune(filters);
    const deleted = VolumesDeleted ?? [];
    if (deleted.length > 0) await io.out(`Deleted Volumes:\n${deleted.join('\n')}\n\n`);
    await io.out(`Total reclaimed space: ${humanSize(SpaceReclaimed)}\n`);
  },
});
