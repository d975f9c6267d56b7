import type { ImageHistoryItem } from '../../api/types/image.ts';
import type { Daemon } from '../daemon.ts';
import type { ImageRecord } from '../state.ts';
import { seconds } from '../time.ts';
import { tagsOf } from './find.ts';

/** GET /images/{name}/history, newest first. Only the image and its parents that are here have ids. */
export function imageHistory(daemon: Daemon, image: ImageRecord): ImageHistoryItem[] {
  let layer = 0;
  const items = image.history.map((entry): ImageHistoryItem => ({
    Comment: entry.comment,
    Created: seconds(entry.created),
    CreatedBy: entry.createdBy,
    Id: '<missing>',
    Size: entry.emptyLayer ? 0 : (image.layers[layer++]?.size ?? 0),
    Tags: null,
  }));
  items.reverse();
  for (let at = 0, current: ImageRecord | undefined = image; current !== undefined && at < items.length;) {
    const item = items[at];
    if (item === undefined) break;
    const tags = tagsOf(daemon, current.id);
    items[at] = { ...item, Id: current.id, Tags: tags.length > 0 ? tags : null };
    const parent: ImageRecord | undefined = daemon.state.images.get(current.parent);
    at += parent === undefined ? 0 : current.history.length - parent.history.length;
    if (parent === undefined || current.history.length <= parent.history.length) break;
    current = parent;
  }
  return items;
}
