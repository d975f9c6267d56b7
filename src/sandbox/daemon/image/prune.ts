import { ApiError } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { ImageDeleteItem, ImagePruneReport } from '../../api/types/image.ts';
import type { Daemon } from '../daemon.ts';
import { createPruneFilter } from '../prune-filter.ts';
import { digestsOf, tagsOf } from './find.ts';
import { usedLayers } from './layers.ts';
import { booleanFilter } from './list.ts';
import { removeImage } from './remove.ts';

/** POST /images/prune: untagged images; with `dangling=false` all that no container uses. */
export function pruneImages(daemon: Daemon, filters: Filters): ImagePruneReport {
  const matches = createPruneFilter(daemon, filters, ['dangling', 'label', 'label!', 'until']);
  const danglingOnly = booleanFilter(filters, 'dangling') ?? true;
  const { images, containers } = daemon.state;
  const used = new Set([...containers.values()].map(({ image }) => image));
  const parents = new Set([...images.values()].map(({ parent }) => parent));
  const before = usedLayers(daemon);
  const deleted: ImageDeleteItem[] = [];
  for (const image of [...images.values()]) {
    const tags = tagsOf(daemon, image.id);
    const isDangling = tags.length === 0;
    if (used.has(image.id) || (isDangling && parents.has(image.id)) || (danglingOnly && !isDangling)) continue;
    if (!images.has(image.id) || !matches(image.config.Labels, image.created)) continue;
    const names = isDangling ? [image.id] : [...tags, ...digestsOf(daemon, image.id)];
    for (const name of names) {
      if (name !== image.id && !daemon.state.references.has(name)) continue;
      try {
        deleted.push(...removeImage(daemon, name));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error; // an image that can't go stays
      }
    }
  }
  const after = usedLayers(daemon);
  let reclaimed = 0;
  for (const [chain, size] of before) if (!after.has(chain)) reclaimed += size;
  daemon.events.log('image', 'prune', '', { reclaimed: String(reclaimed) });
  return { ImagesDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: reclaimed };
}
