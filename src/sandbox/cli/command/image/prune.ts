import type { Filters } from '../../../api/filters.ts';
import { defineCommand } from '../../command.ts';
import { humanSize } from '../../formatter/size.ts';
import { confirmed } from '../confirm.ts';
import { deletedLines } from './rm.ts';

export const imagePrune = defineCommand({
  use: `docker image prune [OPTIONS]

Remove unused images`,
  short: `Options:
  -a, --all             Remove all unused images, not just dangling ones
      --filter filter   Provide filter values (e.g. "until=<timestamp>")
  -f, --force           Do not prompt for confirmation`,
  flags: {
    all: { type: 'bool', short: 'a', usage: 'Remove all unused images, not just dangling ones' },
    filter: { type: 'filter', usage: 'Provide filter values (e.g. "until=<timestamp>")' },
    force: { type: 'bool', short: 'f', usage: 'Do not prompt for confirmation' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const what = flags.all ? 'all images without at least one container associated to them' : 'all dangling images';
    if (!flags.force && !(await confirmed(io, `WARNING! This will remove ${what}.`))) return;
    const filters: Filters = new Map(flags.filter).set('dangling', [flags.all ? 'false' : 'true']);
    const { ImagesDeleted, SpaceReclaimed } = await client.imagesPrune(filters);
    const deleted = ImagesDeleted ?? [];
    if (deleted.length > 0) await io.out(`Deleted Images:\n${deletedLines(deleted)}\n`);
    await io.out(`Total reclaimed space: ${humanSize(SpaceReclaimed)}\n`);
  },
});
