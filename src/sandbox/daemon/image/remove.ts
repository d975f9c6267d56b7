import { ApiError } from '../../api/errors.ts';
import { familiarName } from '../../api/reference.ts';
import type { ImageDeleteItem } from '../../api/types/image.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord, ImageRecord } from '../state.ts';
import { findImage, shortId } from './find.ts';
import { chainIds, usedLayers } from './layers.ts';
import { readReference, storedName } from './reference.ts';

interface Conflict {
  readonly message: string;
  /** `force` does not help. */
  readonly hard: boolean;
  readonly used: boolean;
}

const namesOf = (daemon: Daemon, id: string): string[] =>
  [...daemon.state.references].filter(([, target]) => target === id).map(([name]) => name);

const repositoryOf = (name: string): string => familiarName(readReference(name));
const isDigest = (name: string): boolean => name.includes('@');

/** All names are of one repository, at most one of them a tag. @see moby daemon/images/image_delete.go isSingleReference */
function isSingleReference(names: readonly string[]): boolean {
  if (names.length <= 1) return true;
  if (names.filter((name) => !isDigest(name)).length > 1) return false;
  return new Set(names.map(repositoryOf)).size === 1;
}

const usersOf = (daemon: Daemon, id: string): ContainerRecord[] =>
  [...daemon.state.containers.values()].filter(({ image }) => image === id);

/** Who has it as a mount: that holds the last name back, but not the image. */
const mounterOf = ({ state, live }: Daemon, id: string): ContainerRecord | undefined =>
  [...state.containers.values()].find((record) =>
    [...(live.get(record.id)?.mountedImages.values() ?? [])].some(({ image }) => image.id === id),
  );

function findConflict(
  daemon: Daemon,
  image: ImageRecord,
  { soft, references }: { readonly soft: boolean; readonly references: boolean },
): Conflict | undefined {
  const { images } = daemon.state;
  const start = `conflict: unable to delete ${shortId(image.id)}`;
  const conflict = (hard: boolean, used: boolean, why: string): Conflict => ({
    hard,
    used,
    message: `${start} (${hard ? 'cannot' : 'must'} be forced) - ${why}`,
  });
  if ([...images.values()].some(({ parent }) => parent === image.id))
    return conflict(true, false, 'image has dependent child images');
  const users = usersOf(daemon, image.id);
  const running = users.find(({ state }) => state.running);
  if (running !== undefined)
    return conflict(true, true, `image is being used by running container ${shortId(running.id)}`);
  if (!soft) return undefined;
  if (references && namesOf(daemon, image.id).length > 0)
    return conflict(false, false, 'image is referenced in multiple repositories');
  const stopped = users[0];
  if (stopped !== undefined)
    return conflict(false, true, `image is being used by stopped container ${shortId(stopped.id)}`);
  return undefined;
}

/**
 * DELETE /images/{name}: takes the name away, and the image with its last name.
 *
 * @throws {ApiError} `conflict: unable to remove repository reference "x" (must force) - …`
 */
export function removeImage(daemon: Daemon, text: string, { force = false, prune = true } = {}): ImageDeleteItem[] {
  const image = findImage(daemon, text);
  const items: ImageDeleteItem[] = [];
  const untag = (name: string) => {
    daemon.state.references.delete(name);
    items.push({ Untagged: name });
    daemon.events.log('image', 'untag', image.id, { ...image.config.Labels, name: image.id });
  };
  const names = namesOf(daemon, image.id);
  const byName = !isIdPrefix(daemon, image.id, text);
  if (byName) {
    const user = usersOf(daemon, image.id)[0] ?? mounterOf(daemon, image.id);
    if (!force && isSingleReference(names) && user !== undefined) {
      throw new ApiError(
        'conflict',
        `conflict: unable to remove repository reference "${text}" (must force) - container ${shortId(user.id)} is using its referenced image ${shortId(image.id)}`,
      );
    }
    const name = storedName(readReference(text));
    untag(name);
    const siblings = namesOf(daemon, image.id).filter((other) => repositoryOf(other) === repositoryOf(name));
    if (!isDigest(name) && siblings.every(isDigest)) siblings.forEach(untag);
    if (namesOf(daemon, image.id).length > 0) return items;
  } else if (isSingleReference(names)) {
    const conflict = findConflict(daemon, image, { soft: !force, references: false });
    if (conflict !== undefined) throw new ApiError('conflict', conflict.message);
    names.forEach(untag);
  }
  deleteImage(daemon, image, { force, prune, quiet: byName, items });
  return items;
}

/** The text is the beginning of the image's id, not a name of it. */
function isIdPrefix(daemon: Daemon, id: string, text: string): boolean {
  if (!/^(sha256:)?[0-9a-f]+$/.test(text)) return false;
  if (
    !text.startsWith('sha256:') &&
    text.length < 64 &&
    daemon.state.references.get(storedName(readReference(text))) === id
  )
    return false;
  return id.startsWith(text) || id.startsWith(`sha256:${text}`);
}

interface Deletion {
  readonly force: boolean;
  readonly prune: boolean;
  /** A conflict is no error: the name is gone, that was all. */
  readonly quiet: boolean;
  readonly items: ImageDeleteItem[];
}

function deleteImage(daemon: Daemon, image: ImageRecord, { force, prune, quiet, items }: Deletion): void {
  const { state } = daemon;
  const conflict = findConflict(daemon, image, { soft: !force, references: true });
  if (conflict !== undefined) {
    if (quiet && (namesOf(daemon, image.id).length > 0 || conflict.used || conflict.hard)) return;
    throw new ApiError('conflict', conflict.message);
  }
  for (const name of namesOf(daemon, image.id)) {
    state.references.delete(name);
    items.push({ Untagged: name });
  }
  const before = usedLayers(daemon);
  state.images.delete(image.id);
  daemon.trees.delete(image.id);
  daemon.events.log('image', 'delete', image.id, { ...image.config.Labels, name: image.id });
  items.push({ Deleted: image.id });
  const after = usedLayers(daemon);
  for (const chain of chainIds(image.layers).reverse()) {
    if (before.has(chain) && !after.has(chain)) items.push({ Deleted: chain });
  }
  const parent = prune ? state.images.get(image.parent) : undefined;
  if (parent !== undefined && namesOf(daemon, parent.id).length === 0) {
    deleteImage(daemon, parent, { force: false, prune, quiet: true, items });
  }
}
