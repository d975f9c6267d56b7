import type { Filters } from '../../../api/filters.ts';
import type { ImageDeleteItem } from '../../../api/types/image.ts';
import { defineCommand } from '../../command.ts';
import { humanSize } from '../../formatter/size.ts';
import { confirmed } from '../confirm.ts';

export const imagePrune = defineCommand({
  use: 'docker image prune [OPTIONS]',
  short: 'Remove unused images',
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
    const deleted = prunedLines(ImagesDeleted ?? []);
    if (deleted.length > 0) await io.out(`Deleted Images:\n${deleted.join('\n')}\n\n`);
    await io.out(`Total reclaimed space: ${humanSize(SpaceReclaimed)}\n`);
  },
});

/** Unlike `rmi`, prune writes them small. */
export const prunedLines = (items: readonly ImageDeleteItem[]): string[] =>
  items.map(({ Deleted, Untagged }) => (Deleted === undefined ? `untagged: ${Untagged ?? ''}` : `deleted: ${Deleted}`));
