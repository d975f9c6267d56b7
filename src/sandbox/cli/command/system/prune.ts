import type { Filters } from '../../../api/filters.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { humanSize } from '../../formatter/size.ts';
import { confirmed } from '../confirm.ts';
import { prunedLines } from '../image/prune.ts';

export const systemPrune = defineCommand({
  use: 'docker system prune [OPTIONS]',
  short: 'Remove unused data',
  flags: {
    all: { type: 'bool', short: 'a', usage: 'Remove all unused images not just dangling ones' },
    filter: { type: 'filter', usage: 'Provide filter values (e.g. "label=<key>=<value>")' },
    force: { type: 'bool', short: 'f', usage: 'Do not prompt for confirmation' },
    volumes: { type: 'bool', usage: 'Prune anonymous volumes' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const { all, volumes, filter } = flags;
    if (volumes && filter.has('until')) {
      throw new StatusError(1, 'ERROR: The "until" filter is not supported with "--volumes"');
    }
    if (!flags.force && !(await confirmed(io, warning(all, volumes, filter)))) return;
    let reclaimed = 0;
    const report = async (title: string, deleted: readonly string[] | null, space = 0) => {
      if (deleted !== null && deleted.length > 0) await io.out(`${title}:\n${deleted.join('\n')}\n\n`);
      reclaimed += space;
    };
    const containers = await client.containersPrune(filter);
    await report('Deleted Containers', containers.ContainersDeleted, containers.SpaceReclaimed);
    const networks = await client.networksPrune(filter);
    await report('Deleted Networks', networks.NetworksDeleted);
    if (volumes) {
      const pruned = await client.volumesPrune(filter);
      await report('Deleted Volumes', pruned.VolumesDeleted, pruned.SpaceReclaimed);
    }
    const images = await client.imagesPrune(new Map(filter).set('dangling', [all ? 'false' : 'true']));
    await report('Deleted Images', prunedLines(images.ImagesDeleted ?? []), images.SpaceReclaimed);
    const cache = await client.buildCachePrune({ all, filters: filter });
    await report('Deleted build cache objects', cache.CachesDeleted, cache.SpaceReclaimed);
    await io.out(`Total reclaimed space: ${humanSize(reclaimed)}\n`);
  },
});

function warning(all: boolean, volumes: boolean, filters: Filters): string {
  const lines = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(volumes ? ['all anonymous volumes not used by at least one container'] : []),
    all ? 'all images without at least one container associated to them' : 'all dangling images',
    all ? 'all build cache' : 'unused build cache',
  ];
  const list = lines.map((line) => `  - ${line}`).join('\n');
  const applied = [...filters].flatMap(([key, values]) => values.map((value) => `${key}=${value}`));
  if (applied.length === 0) return `WARNING! This will remove:\n${list}\n`;
  const filterList = applied.map((filter) => `  - ${filter}`).join('\n');
  return `WARNING! This will remove:\n${list}\n\n  Items to be pruned will be filtered with:\n${filterList}\n`;
}
