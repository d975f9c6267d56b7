import { Errno } from '../../kernel/errno.ts';
import { ApiError } from '../../api/errors.ts';
import type { Volume, VolumeCreateBody } from '../../api/types/volume.ts';
import type { Daemon } from '../daemon.ts';
import type { VolumeRecord } from '../state.ts';
import { rfc3339Nano } from '../time.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
export const volumePath = (name: string): string => `/var/lib/docker/volumes/${name}/_data`;

/** @throws {ApiError} `create x/y: "x/y" includes invalid characters for a local volume name, …` */
export function checkVolumeName(name: string): void {
  if (name.length === 1) {
    throw new ApiError(
      'invalid_parameter',
      `create ${name}: volume name is too short, names should be at least two alphanumeric characters`,
    );
  }
  if (NAME.test(name)) return;
  throw new ApiError(
    'invalid_parameter',
    `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. ` +
      'If you intended to pass a host directory, use absolute path',
  );
}

/** @throws {ApiError} there are no plugins: volumes are made by the driver `local` */
export function checkVolumeDriver(name: string, driver: string): void {
  if (driver === '' || driver === 'local') return;
  const why = `error looking up volume plugin ${driver}: plugin "${driver}" not found`;
  throw new ApiError('not_found', `create ${name}: ${why}`);
}

/** What the driver `local` takes. @see moby daemon/volume/local/local_unix.go, validateOpts */
function checkOptions(name: string, options: Readonly<Record<string, string>>): void {
  const keys = Object.keys(options).sort();
  if (keys.length === 0) return;
  const refuse = (why: string): never => {
    throw new ApiError('invalid_parameter', `create ${name}: ${why}`);
  };
  const unknown = keys.find((key) => !['type', 'o', 'device', 'size'].includes(key));
  if (unknown !== undefined) refuse(`invalid option: "${unknown}"`);
  if (options['size'] !== undefined) refuse('quota size requested but no quota support');
  for (const needed of ['device', 'type']) {
    if (options[needed] === undefined) refuse(`missing required option: "${needed}"`);
  }
}

export const toVolume = (record: VolumeRecord): Volume => ({
  CreatedAt: rfc3339Nano(Math.floor(record.created / 1000) * 1000),
  Driver: record.driver,
  Labels: record.labels,
  Mountpoint: volumePath(record.name),
  Name: record.name,
  Options: record.options,
  Scope: 'local',
});

/** POST /volumes/create. A volume of that name that is there already is the answer. */
export function createVolume(daemon: Daemon, body: VolumeCreateBody): VolumeRecord {
  const { random, clock } = daemon.kernel;
  const { Name = '', Driver = 'local', DriverOpts, Labels } = body;
  checkVolumeDriver(Name, Driver);
  const anonymous = Name === '';
  const name = anonymous ? random.hex(64) : Name;
  const existing = daemon.state.volumes.get(name);
  if (existing !== undefined) return existing;
  if (!anonymous) checkVolumeName(name);
  checkOptions(name, DriverOpts ?? {});
  const record: VolumeRecord = {
    name,
    created: clock.now(),
    driver: 'local',
    labels: sorted(anonymous ? { ...Labels, 'com.docker.volume.anonymous': '' } : (Labels ?? null)),
    options: sorted(DriverOpts),
    anonymous,
  };
  makeRoot(daemon, name);
  daemon.state.volumes.set(name, record);
  daemon.events.log('volume', 'create', name, { driver: 'local' });
  return record;
}

/** Go writes maps in the order of their keys. */
const sorted = (map: Readonly<Record<string, string>> | null | undefined): Record<string, string> | null =>
  map == null ? null : Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

/** @throws {ApiError} `create x: error while creating volume root path '…': mkdir …: file name too long` */
function makeRoot({ process }: Daemon, name: string): void {
  try {
    process.fs.mkdir(volumePath(name), { recursive: true, mode: 0o755 });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const path = volumePath(name).replace(/\/_data$/, '');
    throw new ApiError(
      'internal',
      `create ${name}: error while creating volume root path '${path}': mkdir ${path}: ${error.message.toLowerCase()}`,
    );
  }
}
