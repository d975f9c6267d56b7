import { ApiError } from '../../api/errors.ts';
import type { ContainerCreateBody, ContainerCreateResponse, HostConfig } from '../../api/types/container.ts';
import type { Daemon } from '../daemon.ts';
import { findImage } from '../image/find.ts';
import { checkPlatform, platformWarnings, readPlatform } from '../image/platform.ts';
import { generateName } from '../name-generator.ts';
import { endpointsFor } from '../network/endpoints.ts';
import { checkSysctls } from '../network/sandbox.ts';
import type { ContainerRecord } from '../state.ts';
import { planMounts, realizeMounts } from '../volume/mount-points.ts';
import { asInvalid } from './as-invalid.ts';
import { hasLegacyCgroups } from './cgroup-version.ts';
import { commandOf, mergeConfig } from './config.ts';
import { findContainer, lookUpContainer } from './find.ts';
import { completeHostConfig } from './host-config.ts';
import { makeLive } from './layer.ts';
import { readLinks } from './links.ts';
import { logContainerEvent } from './log-event.ts';
import { NEVER_STARTED } from './never-started.ts';
import { refuseNotSimulated } from './not-simulated.ts';
import { prepareRoot } from './root.ts';
import { discardUnsupported } from './unsupported.ts';
import { validateCreate } from './validate.ts';

/** overlay2 mounts 128 directories at the most; the init layer is one. @see moby overlay2/overlay.go, maxDepth */
const MAX_LAYERS = 127;

const NAME = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** @throws {ApiError} `Invalid container name (x), …` or `Conflict. The container name "/x" is already in use …` */
export function checkName(daemon: Daemon, text: string): string {
  if (!NAME.test(text)) {
    throw new ApiError(
      'invalid_parameter',
      `Invalid container name (${text}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
    );
  }
  const name = text.startsWith('/') ? text.slice(1) : text;
  for (const other of daemon.state.containers.values()) {
    if (other.name !== name) continue;
    throw new ApiError(
      'conflict',
      `Conflict. The container name "/${name}" is already in use by container "${other.id}". ` +
        'You have to remove (or rename) that container to be able to reuse that name.',
    );
  }
  return name;
}

/** POST /containers/create */
export function createContainer(
  daemon: Daemon,
  body: ContainerCreateBody,
  { name: wantedName = '', platform = '' } = {},
): ContainerCreateResponse {
  const legacyCgroups = hasLegacyCgroups(daemon);
  const asked = completeHostConfig(resolveBorrowed(daemon, body.HostConfig), { legacyCgroups });
  const { supported: hostConfig, warnings: discarded } = discardUnsupported(asked, legacyCgroups);
  asInvalid(() => validateCreate(daemon, body, hostConfig));
  checkSysctls(hostConfig.Sysctls);
  refuseNotSimulated(hostConfig);
  if ((body.Image ?? '') === '') throw new ApiError('invalid_parameter', 'no command specified');
  const image = findImage(daemon, body.Image);
  const wanted = readPlatform(platform);
  checkPlatform(body.Image ?? '', image, wanted);
  const { kernel, machine, state } = daemon;
  const id = kernel.random.hex(64);
  const isTaken = (name: string) => [...state.containers.values()].some((other) => other.name === name);
  const name = wantedName === '' ? generateName(kernel.random, isTaken) : checkName(daemon, wantedName);
  const hostname = hostConfig.NetworkMode === 'host' ? machine.hostname : id.slice(0, 12);
  const config = mergeConfig(body, image.config, hostname);
  const networks = endpointsFor(daemon, body, hostConfig);
  const links = readLinks(daemon, hostConfig);
  const plan = planMounts(daemon, config, hostConfig);
  if (image.layers.length > MAX_LAYERS) throw new ApiError('internal', 'max depth exceeded');
  const { path, args } = commandOf(config);
  const record: ContainerRecord = {
    id,
    name,
    created: kernel.clock.now(),
    path,
    args,
    image: image.id,
    imageLayers: image.layers,
    config,
    hostConfig,
    state: { ...NEVER_STARTED },
    restartCount: 0,
    manuallyStopped: false,
    mounts: [],
    networks,
    links,
    sandboxId: '',
    ports: {},
    layer: kernel.random.hex(64),
  };
  const live = makeLive(daemon, record);
  state.containers.set(id, record);
  daemon.live.set(id, live);
  try {
    record.mounts = realizeMounts(daemon, plan, record, live);
    prepareRoot(record, live);
  } catch (error) {
    state.containers.delete(id);
    daemon.live.delete(id);
    live.tree.dispose();
    throw error;
  }
  logContainerEvent(daemon, record, 'create');
  return { Id: id, Warnings: [...platformWarnings(image, wanted), ...discarded, ...warningsOf(hostConfig)] };
}

function warningsOf({ NetworkMode, PortBindings, Mounts }: HostConfig): string[] {
  const published = Object.keys(PortBindings ?? {}).length > 0;
  return [
    ...(published && NetworkMode === 'host' ? ['Published ports are discarded when using host network mode'] : []),
    ...(Mounts?.some(({ Type }) => Type === 'image') ? ['Image mount is an experimental feature'] : []),
  ];
}

/**
 * `container:web` becomes `container:<id>`. Whose network is to be shared may be missing until the start.
 *
 * @throws {ApiError} `No such container: web`: nobody whose processes or IPC could be shared
 */
function resolveBorrowed(daemon: Daemon, config: ContainerCreateBody['HostConfig']): ContainerCreateBody['HostConfig'] {
  if (config === undefined) return config;
  const borrowed = (mode: string, find: (name: string) => ContainerRecord | undefined): string => {
    const [, name] = /^container:(.+)$/.exec(mode) ?? [];
    const donor = name === undefined ? undefined : find(name);
    return donor === undefined ? mode : `container:${donor.id}`;
  };
  const mayBeMissing = (name: string) => lookUpContainer(daemon, name);
  const mustExist = (name: string) => asInvalid(() => findContainer(daemon, name));
  return {
    ...config,
    ...(config.NetworkMode !== undefined && { NetworkMode: borrowed(config.NetworkMode, mayBeMissing) }),
    ...(config.PidMode !== undefined && { PidMode: borrowed(config.PidMode, mustExist) }),
    ...(config.IpcMode !== undefined && { IpcMode: borrowed(config.IpcMode, mustExist) }),
  };
}
