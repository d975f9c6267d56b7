import type { ContainerInspect, ImageInspect, NetworkInspect, Volume } from '../../runtimes/engine-types.ts';
import {
  shortId,
  type ContainerView,
  type Endpoint,
  type ImageView,
  type NetworkView,
  type PublishedPort,
  type VolumeView,
} from './host-state.ts';

/** A container as GET /containers/{id}/json, or `docker inspect`, tells of it. Nobody has looked at its processes. */
export function containerView(inspect: ContainerInspect): ContainerView {
  const { Id, Name, Config, Image, State, HostConfig, NetworkSettings, Mounts, GraphDriver } = inspect;
  const directories = GraphDriver?.Data ?? {};
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image,
    imageId: Image,
    status: State.Status,
    exitCode: State.ExitCode,
    health: healthOf(State),
    pid: State.Pid,
    networkMode: HostConfig.NetworkMode,
    endpoints: Object.entries(NetworkSettings.Networks ?? {}).map(([network, endpoint]): Endpoint => {
      // On the default bridge nobody answers for names.
      const names = network === 'bridge' ? [] : [...(endpoint.DNSNames ?? []), ...(endpoint.Aliases ?? [])];
      return { network, address: endpoint.IPAddress, names: [...new Set(names)] };
    }),
    ports: publishedPorts(NetworkSettings.Ports ?? {}),
    mounts: (Mounts ?? []).map(({ Type, Name: volume, Source, Destination, RW }) => ({
      type: Type,
      source: Type === 'volume' ? (volume ?? Source) : Source,
      target: Destination,
      readOnly: !RW,
    })),
    overlay: {
      upper: directories['UpperDir'] ?? '',
      work: directories['WorkDir'] ?? '',
      merged: directories['MergedDir'] ?? '',
      lower: (directories['LowerDir'] ?? '').split(':').filter((path) => path !== ''),
    },
    processes: [],
    kernel: undefined,
    inspect,
  };
}

function healthOf({ Health }: ContainerInspect['State']): ContainerView['health'] {
  return Health === undefined || Health.Status === 'none' ? undefined : Health.Status;
}

/** A port that listens on IPv4 and IPv6 is one port. */
function publishedPorts(map: ContainerInspect['NetworkSettings']['Ports']): PublishedPort[] {
  return Object.entries(map).flatMap(([port, bindings]) => {
    const hostPorts = [...new Set((bindings ?? []).map(({ HostPort }) => HostPort))];
    return hostPorts.map((hostPort) => ({
      port,
      hostPort,
      hostAddresses: (bindings ?? []).filter(({ HostPort }) => HostPort === hostPort).map(({ HostIp }) => HostIp),
    }));
  });
}

/** @see moby libnetwork drivers/bridge, label enable_icc */
const ICC = 'com.docker.network.bridge.enable_icc';

export function networkView(inspect: NetworkInspect): NetworkView {
  const [pool] = inspect.IPAM.Config ?? [];
  return {
    id: inspect.Id,
    name: inspect.Name,
    driver: inspect.Driver,
    subnet: pool?.Subnet ?? '',
    gateway: pool?.Gateway ?? '',
    internal: inspect.Internal,
    connects: inspect.Driver !== 'null' && inspect.Options?.[ICC] !== 'false',
    inspect,
  };
}

export const volumeView = (inspect: Volume): VolumeView => ({
  name: inspect.Name,
  driver: inspect.Driver,
  mountpoint: inspect.Mountpoint,
  inspect,
});

export const imageView = (inspect: ImageInspect): ImageView => ({
  id: inspect.Id,
  name: inspect.RepoTags[0] ?? shortId(inspect.Id),
  tags: inspect.RepoTags,
  size: inspect.Size,
  layers: inspect.RootFS.Layers ?? [],
  inspect,
});
