import { ApiError } from '../../api/errors.ts';
import { removeTree } from '../../kernel/fs/pack.ts';
import type { Daemon } from '../daemon.ts';
import { volumePath } from './create.ts';

/** Ids of the containers that use a volume. */
export const volumeUsers = (daemon: Daemon, name: string): string[] =>
  [...daemon.state.containers.values()]
    .filter(({ mounts }) => mounts.some((mount) => mount.Type === 'volume' && mount.Name === name))
    .map(({ id }) => id);

/** DELETE /volumes/{name}. `force` forgives a missing volume, never one in use. */
export function removeVolume(daemon: Daemon, name: string, { force = false } = {}): void {
  if (!daemon.state.volumes.has(name)) {
    if (force) return;
    throw new ApiError('not_found', `get ${name}: no such volume`);
  }
  const users = volumeUsers(daemon, name);
  if (users.length > 0) {
    throw new ApiError('conflict', `remove ${name}: volume is in use - [${users.join(', ')}]`);
  }
  daemon.state.volumes.delete(name);
  const { fs, path } = daemon.process.fs.resolve(volumePath(name).replace(/\/_data$/, ''));
  removeTree(fs, path);
  daemon.events.log('volume', 'destroy', name, { driver: 'local' });
}

/** What goes with a container: an anonymous volume that no other uses. */
export function removeUnusedVolume(daemon: Daemon, name: string): void {
  if (daemon.state.volumes.has(name) && volumeUsers(daemon, name).length === 0) removeVolume(daemon, name);
}
