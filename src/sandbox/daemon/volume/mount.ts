import { ApiError } from '../../api/errors.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Position } from '../../kernel/fs/mount.ts';
import { mountData, mountFlags } from '../../kernel/fs/mount-words.ts';
import { tmpfsOf } from '../../kernel/tmpfs.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord, VolumeRecord } from '../state.ts';
import { volumePath } from './create.ts';

/**
 * Mounts the volumes of a container that begins to run where their options ask for it: `type=tmpfs`, `o=bind`.
 *
 * @throws {ApiError} `error while mounting volume '…': failed to mount local volume: mount …: no such device`
 * @see moby daemon/volume/local
 */
export function mountVolumes(daemon: Daemon, record: ContainerRecord): void {
  for (const volume of withOptions(daemon, record)) {
    const place = placeOf(daemon, volume);
    if (daemon.process.namespaces.mnt.isMountPoint(place)) continue;
    if (volume.options?.['type'] === 'tmpfs') mountTmpfs(daemon, volume, place);
    else bindDevice(daemon, volume, place);
  }
}

/** Takes away what no running container uses any more: a tmpfs loses its files. */
export function unmountVolumes(daemon: Daemon, record: ContainerRecord): void {
  const { mnt } = daemon.process.namespaces;
  for (const volume of withOptions(daemon, record)) {
    const place = placeOf(daemon, volume);
    const isUsed = [...daemon.state.containers.values()].some(
      ({ id, state, mounts }) => id !== record.id && state.running && mounts.some(({ Name }) => Name === volume.name),
    );
    if (!isUsed && mnt.isMountPoint(place)) mnt.umount(place, { lazy: true });
  }
}

function withOptions(daemon: Daemon, { mounts }: ContainerRecord): VolumeRecord[] {
  const names = new Set(mounts.flatMap(({ Type, Name }) => (Type === 'volume' && Name !== undefined ? [Name] : [])));
  return [...names].flatMap((name) => {
    const volume = daemon.state.volumes.get(name);
    return volume === undefined || Object.keys(volume.options ?? {}).length === 0 ? [] : [volume];
  });
}

function placeOf({ process }: Daemon, { name }: VolumeRecord): Position {
  const above = process.fs.resolve(volumePath(name).replace(/\/_data$/, ''));
  return { mount: above.mount, path: [...above.path, '_data'] };
}

const wordsOf = ({ options }: VolumeRecord): string[] =>
  (options?.['o'] ?? '').split(',').filter((word) => word !== '');

function mountTmpfs(daemon: Daemon, volume: VolumeRecord, place: Position): void {
  const words = wordsOf(volume);
  const { mnt } = daemon.process.namespaces;
  const source = volume.options?.['device'] ?? 'tmpfs';
  try {
    const { fs, shown } = tmpfsOf(daemon.kernel, mountData(words));
    mnt.mount({ fs, source, options: { relatime: true, ...mountFlags(words) }, fsOptions: shown }, place);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw failure(volume, error.message.toLowerCase());
  }
}

function bindDevice({ process }: Daemon, volume: VolumeRecord, place: Position): void {
  const { device = '' } = volume.options ?? {};
  if (!wordsOf(volume).some((word) => word === 'bind' || word === 'rbind')) throw failure(volume, 'no such device');
  if (!process.fs.exists(device)) throw failure(volume, 'no such file or directory');
  const { mount, path } = process.fs.resolve(device);
  process.namespaces.mnt.bind({ mount, path }, place, { recursive: wordsOf(volume).includes('rbind') });
}

function failure(volume: VolumeRecord, why: string): ApiError {
  const path = volumePath(volume.name);
  const words = wordsOf(volume);
  const flags = words.includes('bind') ? ', flags: 0x1000' : words.includes('rbind') ? ', flags: 0x5000' : '';
  const rest = mountData(words);
  const data = rest.length === 0 ? '' : `, data: ${rest.join(',')}`;
  const mount = `mount ${volume.options?.['device'] ?? ''}:${path}${flags}${data}: ${why}`;
  return new ApiError('internal', `error while mounting volume '${path}': failed to mount local volume: ${mount}`);
}
