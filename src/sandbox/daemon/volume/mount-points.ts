import { ApiError } from '../../api/errors.ts';
import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import type { MountPoint } from '../../api/types/volume.ts';
import { cleanPath } from '../container/config.ts';
import { findContainer } from '../container/find.ts';
import type { LiveContainer } from '../container/live.ts';
import type { Daemon } from '../daemon.ts';
import { type MountRequest, parseBind } from './bind-spec.ts';
import { copyUp } from './copy-up.ts';
import { checkVolumeDriver, checkVolumeName, createVolume, volumePath } from './create.ts';
import { parseMountSpec } from './mount-spec.ts';

/** Either asked for, or taken over from another container. */
type Planned = MountRequest | { readonly type: 'inherited'; readonly destination: string; readonly point: MountPoint };

const duplicate = (destination: string) => new ApiError('invalid_parameter', `Duplicate mount point: ${destination}`);

/**
 * What will be mounted in a container; nothing is made yet.
 *
 * @see moby daemon/volumes.go registerMountPoints
 */
export function planMounts(daemon: Daemon, config: ContainerConfig, hostConfig: HostConfig): Planned[] {
  const planned = new Map<string, Planned>();
  for (const text of hostConfig.VolumesFrom ?? []) {
    for (const entry of inheritedMounts(daemon, text)) planned.set(entry.destination, entry);
  }
  const own = new Set<string>();
  for (const text of hostConfig.Binds ?? []) {
    const request = parseBind(text);
    if (request.type === 'volume' && request.source !== '') checkVolumeName(request.source);
    const taken = own.has(request.destination) || hostConfig.Tmpfs?.[request.destination] !== undefined;
    if (taken) throw duplicate(request.destination);
    planned.set(request.destination, request);
    own.add(request.destination);
  }
  for (const spec of hostConfig.Mounts ?? []) {
    const request = parseMountSpec(daemon, spec);
    if (request.type === 'volume' && request.source !== '') checkVolumeName(request.source);
    if (own.has(request.destination)) throw duplicate(request.destination);
    planned.set(request.destination, request);
    own.add(request.destination);
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

/** @throws {ApiError} there are no plugins: a volume that another driver is to make cannot be made */
function checkDriver(daemon: Daemon, driver: string, planned: Iterable<Planned>): void {
  if (driver === '' || driver === 'local') return;
  const volume = [...planned].find(({ type }) => type === 'volume');
  if (volume?.type === 'volume') checkVolumeDriver(volume.source || daemon.kernel.random.hex(64), driver);
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
  return donor.mounts.map((mount) => ({
    type: 'inherited',
    destination: mount.Destination,
    point: { ...mount, RW: mount.RW && mode !== 'ro', Mode: mode === '' ? mount.Mode : mode },
  }));
}

/** Makes volumes and directories of the host. Volumes take what the image has at their mount point. */
export function realizeMounts(daemon: Daemon, planned: readonly Planned[], live: LiveContainer): MountPoint[] {
  return planned.map((entry) => (entry.type === 'inherited' ? entry.point : realize(daemon, entry, live)));
}

function realize(daemon: Daemon, request: MountRequest, live: LiveContainer): MountPoint {
  const { type, source, destination, mode, writable, propagation } = request;
  const rest = { Destination: destination, Mode: mode, RW: writable, Propagation: propagation };
  if (type === 'bind') return { Type: 'bind', Source: source, ...rest };
  if (type === 'tmpfs') return { Type: 'tmpfs', Source: '', ...rest };
  const volume = createVolume(daemon, {
    Name: source,
    ...(request.labels !== undefined && { Labels: request.labels }),
    ...(request.driverOptions !== undefined && { DriverOpts: request.driverOptions }),
  });
  const Source =
    request.subpath === undefined ? volumePath(volume.name) : `${volumePath(volume.name)}/${request.subpath}`;
  if (!request.noCopy) copyUp(daemon, live.tree, destination, Source);
  const { Destination, Mode, RW, Propagation } = rest;
  return { Type: 'volume', Name: volume.name, Source, Destination, Driver: 'local', Mode, RW, Propagation };
}
