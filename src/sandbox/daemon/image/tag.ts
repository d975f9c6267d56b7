import { ApiError } from '../../api/errors.ts';
import { familiarName } from '../../api/reference.ts';
import type { Daemon } from '../daemon.ts';
import { findImage } from './find.ts';
import { readReference, storedName } from './reference.ts';

/** POST /images/{name}/tag. Another image loses the name. */
export function tagImage(daemon: Daemon, source: string, repo: string, tag: string): void {
  const image = findImage(daemon, source);
  if (familiarName(readReference(repo)) === 'sha256') {
    throw new ApiError('invalid_parameter', 'refusing to create an ambiguous tag using digest algorithm as name');
  }
  nameImage(daemon, image.id, tag === '' ? repo : `${repo}:${tag}`);
}

/** @returns the name as the store keeps it */
export function nameImage(daemon: Daemon, id: string, text: string): string {
  const name = storedName(readReference(text));
  const image = daemon.state.images.get(id);
  if (image === undefined) throw new Error(`no image ${id} to name`);
  daemon.state.references.set(name, id);
  image.lastTagTime = daemon.kernel.clock.now();
  daemon.events.log('image', 'tag', id, { ...image.config.Labels, name });
  return name;
}
