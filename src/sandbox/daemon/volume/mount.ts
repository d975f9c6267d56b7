import { ApiError } from '../../api/errors.ts';
import { createTmpfs } from '../../kernel/boot.ts';
import type { Position } from '../../kernel/fs/mount.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord, VolumeRecord } from '../state.ts';
import { volumePath } from './create.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const FLAGS = ['ro', 'nosuid', 'nodev', 'noexec'] as const;

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
  const flags = Object.fromEntries(FLAGS.flatMap((flag) => (words.includes(flag) ? [[flag, true] as const] : [])));
  const values = new Map<string, string>();
  for (const word of words) {
    const [, key = '', value = ''] = /^(size|mode|uid|gid)=(\d+[kmg]?)$/i.exec(word) ?? [];
    if (key !== '') values.set(key, value);
    else if (!(FLAGS as readonly string[]).includes(word) && word !== 'rw') throw failure(volume, 'invalid argument');
  }
  const [, digits = '', unit = ''] = /^(\d+)([kmg]?)$/i.exec(values.get('size') ?? '') ?? [];
  const size = digits === '' ? undefined : Number(digits) * (UNITS[unit.toLowerCase()] ?? 1);
  const mode = values.get('mode');
  const fs = createTmpfs(daemon.kernel, mode === undefined ? 0o1777 : Number.parseInt(mode, 8), size);
  fs.setattr([], { uid: Number(values.get('uid') ?? 0), gid: Number(values.get('gid') ?? 0) });
  const fsOptions = [
    ...(size === undefined ? [] : [`size=${Math.ceil(size / 1024)}k`]),
    ...(mode === undefined ? [] : [`mode=${mode}`]),
    ...['uid', 'gid'].flatMap((key) => (values.has(key) ? [`${key}=${values.get(key) ?? ''}`] : [])),
  ];
  const source = volume.options?.['device'] ?? 'tmpfs';
  daemon.process.namespaces.mnt.mount({ fs, source, options: { ...flags, relatime: true }, fsOptions }, place);
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
  const rest = words.filter((word) => !['bind', 'rbind', 'rw', ...FLAGS].includes(word));
  const data = rest.length === 0 ? '' : `, data: ${rest.join(',')}`;
  const mount = `mount ${volume.options?.['device'] ?? ''}:${path}${flags}${data}: ${why}`;
  return new ApiError('internal', `error while mounting volume '${path}': failed to mount local volume: ${mount}`);
}
