import { ApiError } from '../../api/errors.ts';
import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import type { MountPoint } from '../../api/types/volume.ts';
import { asInvalid } from '../container/as-invalid.ts';
import { cleanPath } from '../container/config.ts';
import { findContainer, liveOf } from '../container/find.ts';
import type { LiveContainer, MountedImage } from '../container/live.ts';
import type { Daemon } from '../daemon.ts';
import { findImage, treeOf } from '../image/find.ts';
import type { ContainerRecord } from '../state.ts';
import { type MountRequest, parseBind } from './bind-spec.ts';
import { copyUp } from './copy-up.ts';
import { checkVolumeDriver, checkVolumeName, createVolume, volumePath } from './create.ts';
import { parseMountSpec } from './mount-spec.ts';

/** Either asked for, or taken over from another container. */
type Planned = MountRequest | Inherited;
interface Inherited {
  readonly type: 'inherited';
  readonly destination: string;
  readonly point: MountPoint;
  readonly image: MountedImage | undefined;
}

const duplicate = (destination: string) => new ApiError('invalid_parameter', `Duplicate mount point: ${destination}`);

/**
 * What will be mounted in a container; nothing is made yet. When an entry is refused, the volumes of those before it
 * are made all the same.
 *
 * @see moby daemon/volumes.go registerMountPoints
 */
export function planMounts(daemon: Daemon, config: ContainerConfig, hostConfig: HostConfig): Planned[] {
  const planned = new Map<string, Planned>();
  for (const text of hostConfig.VolumesFrom ?? []) {
    for (const entry of asInvalid(() => inheritedMounts(daemon, text))) planned.set(entry.destination, entry);
  }
  try {
    planOwn(daemon, hostConfig, planned);
  } catch (error) {
    for (const entry of planned.values()) if (entry.type === 'volume') makeVolume(daemon, entry);
    throw error;
  }
  for (const path of Object.keys(config.Volumes ?? {})) {
    const destination = cleanPath(path);
    if (planned.has(destination) || hostConfig.Tmpfs?.[destination] !== undefined) continue;
    planned.set(destination, {
      type: 'volume',
      source: '',
      destination,
      mode: '',
      writable: true,
      propagation: '',
      noCopy: false,
    });
  }
  checkDriver(daemon, hostConfig.VolumeDriver, planned.values());
  return [...planned.values()];
}

/** `-v`, then `--mount`. */
function planOwn(daemon: Daemon, { Binds, Mounts, Tmpfs }: HostConfig, planned: Map<string, Planned>): void {
  const own = new Set<string>();
  const add = (request: MountRequest, taken: boolean) => {
    if (request.type === 'volume' && request.source !== '') checkVolumeName(request.source);
    if (taken || own.has(request.destination)) throw duplicate(request.destination);
    planned.set(request.destination, request);
    own.add(request.destination);
  };
  for (const text of Binds ?? []) {
    const request = parseBind(text);
    add(request, Tmpfs?.[request.destination] !== undefined);
  }
  for (const spec of Mounts ?? []) add(parseMountSpec(daemon, spec), false);
}

/** @throws {ApiError} there are no plugins: a volume that another driver is to make cannot be made */
function checkDriver(daemon: Daemon, driver: string, planned: Iterable<Planned>): void {
  for (const entry of planned) {
    if (entry.type === 'volume')
      checkVolumeDriver(entry.source || daemon.kernel.random.hex(64), entry.driver ?? driver);
  }
}

/** `web`, `web:ro` */
function inheritedMounts(daemon: Daemon, text: string): Planned[] {
  const [name = '', mode = ''] = text.split(':');
  if (text === '') {
    throw new ApiError('invalid_parameter', 'volumes-from specification cannot be an empty string');
  }
  if (name === '') throw new ApiError('invalid_parameter', `malformed volumes-from specification: ${text}`);
  if (mode !== '' && !['ro', 'rw', 'z', 'Z'].includes(mode))
    throw new ApiError('invalid_parameter', `invalid mode: ${mode}`);
  const donor = findContainer(daemon, name);
  // The engine looks up every mount without a source as a volume, a tmpfs too.
  if (donor.mounts.some(({ Type }) => Type === 'tmpfs')) throw new ApiError('not_found', 'get: no such volume');
  const { mountedImages } = liveOf(daemon, donor);
  return donor.mounts.map((mount) => ({
    type: 'inherited',
    image: mountedImages.get(mount.Destination),
    destination: mount.Destination,
    point: { ...mount, RW: mount.RW && mode !== 'ro', Mode: mode === '' ? mount.Mode : mode },
  }));
}

/** Makes volumes and directories of the host. Volumes take what the image has at their mount point. */
export function realizeMounts(
  daemon: Daemon,
  planned: readonly Planned[],
  owner: ContainerRecord,
  live: LiveContainer,
): MountPoint[] {
  return planned.map((entry) => {
    if (entry.type !== 'inherited') return realize(daemon, entry, owner, live);
    if (entry.image !== undefined) live.mountedImages.set(entry.destination, entry.image);
    return entry.point;
  });
}

function realize(
  daemon: Daemon,
  request: MountRequest,
  { id: owner }: ContainerRecord,
  live: LiveContainer,
): MountPoint {
  const { type, source, destination, mode, writable, propagation } = request;
  const rest = { Destination: destination, Mode: mode, RW: writable, Propagation: propagation };
  if (type === 'bind') return { Type: 'bind', Source: source, ...rest };
  if (type === 'tmpfs') return { Type: 'tmpfs', Source: '', ...rest };
  if (type === 'image') {
    const image = findImage(daemon, source);
    live.mountedImages.set(destination, { image, files: treeOf(daemon, image.id)(), owner });
    const Source = `/var/lib/docker/overlay2/${daemon.kernel.random.hex(64)}/merged`;
    return { Type: 'image', Name: source, Source, ...rest };
  }
  const volume = makeVolume(daemon, request);
  const Source = volumePath(volume.name);
  const within = request.subpath === undefined ? Source : `${Source}/${request.subpath}`;
  if (!request.noCopy) copyUp(daemon, live.tree, destination, within);
  const { Destination, Mode, RW, Propagation } = rest;
  return { Type: 'volume', Name: volume.name, Source, Destination, Driver: 'local', Mode, RW, Propagation };
}

const makeVolume = (daemon: Daemon, { source, labels, driverOptions }: MountRequest) =>
  createVolume(daemon, {
    Name: source,
    ...(labels !== undefined && { Labels: labels }),
    ...(driverOptions !== undefined && { DriverOpts: driverOptions }),
  });
