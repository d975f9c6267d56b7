import type { ContainerInspect, HostConfig, NetworkSettings } from '../../api/types/container.ts';
import type { EndpointSettings } from '../../api/types/network.ts';
import { layerDirectories } from '../image/layer-directories.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord, EndpointRecord } from '../state.ts';
import { rfc3339Nano } from '../time.ts';
import { shownLinks } from './links.ts';
import { sizesOf } from './size.ts';
import { toState } from './status.ts';

const toEndpoint = (endpoint: EndpointRecord): EndpointSettings => ({
  IPAMConfig: endpoint.ipamConfig,
  Links: endpoint.links,
  Aliases: endpoint.aliases,
  MacAddress: endpoint.macAddress,
  DriverOpts: endpoint.driverOpts,
  GwPriority: endpoint.gwPriority,
  NetworkID: endpoint.networkId,
  EndpointID: endpoint.endpointId,
  Gateway: endpoint.gateway,
  IPAddress: endpoint.ipAddress,
  IPPrefixLen: endpoint.ipPrefixLen,
  IPv6Gateway: endpoint.ipv6Gateway,
  GlobalIPv6Address: endpoint.ipv6Address,
  GlobalIPv6PrefixLen: endpoint.ipv6PrefixLen,
  DNSNames: endpoint.dnsNames,
});

export const toEndpoints = (networks: Readonly<Record<string, EndpointRecord>>): Record<string, EndpointSettings> =>
  Object.fromEntries(
    Object.entries(networks)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, endpoint]) => [name, toEndpoint(endpoint)]),
  );

/** The fields beside `Networks` repeat those of the default bridge. */
function networkSettings(record: ContainerRecord): NetworkSettings {
  const bridge = record.networks['bridge'];
  const { sandboxId } = record;
  return {
    Bridge: '',
    SandboxID: sandboxId,
    SandboxKey: sandboxId === '' ? '' : `/var/run/docker/netns/${sandboxId.slice(0, 12)}`,
    Ports: record.ports,
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: bridge?.endpointId ?? '',
    Gateway: bridge?.gateway ?? '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: bridge?.ipAddress ?? '',
    IPPrefixLen: bridge?.ipPrefixLen ?? 0,
    IPv6Gateway: '',
    MacAddress: bridge?.macAddress ?? '',
    Networks: toEndpoints(record.networks),
  };
}

/** `--security-opt apparmor=PROFILE`, or ''. */
const profileOf = ({ SecurityOpt, Privileged }: HostConfig): string =>
  Privileged
    ? ''
    : (SecurityOpt ?? []).reduce((profile, option) => /^apparmor[=:](.*)$/s.exec(option)?.[1] ?? profile, '');

/** Older clients look for the address of the first network in the configuration. */
function configOf({ config, hostConfig, networks }: ContainerRecord): ContainerRecord['config'] {
  const { wantedMac = '' } = networks[hostConfig.NetworkMode] ?? {};
  return wantedMac === '' ? config : { ...config, MacAddress: wantedMac };
}

/** GET /containers/{id}/json */
export function inspectContainer(daemon: Daemon, record: ContainerRecord, { size = false } = {}): ContainerInspect {
  const { id, layer, state, hostConfig } = record;
  const folder = `/var/lib/docker/containers/${id}`;
  const overlay = `/var/lib/docker/overlay2/${layer}`;
  const everStarted = state.startedAt !== 0 || state.error !== '';
  const layers = layerDirectories(daemon.state.images.get(record.image)?.layers ?? []);
  const running = [...daemon.execs.values()]
    .filter((exec) => exec.container === id && exec.running)
    .map((exec) => exec.id);
  return {
    Id: id,
    Created: rfc3339Nano(record.created),
    Path: record.path,
    Args: record.args,
    State: toState(state),
    Image: record.image,
    ResolvConfPath: everStarted ? `${folder}/resolv.conf` : '',
    HostnamePath: everStarted ? `${folder}/hostname` : '',
    HostsPath: everStarted ? `${folder}/hosts` : '',
    LogPath: state.startedAt !== 0 && hostConfig.LogConfig.Type === 'json-file' ? `${folder}/${id}-json.log` : '',
    Name: `/${record.name}`,
    RestartCount: record.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: profileOf(hostConfig),
    ExecIDs: running.length > 0 ? running : null,
    // Links of other networks than the default one are theirs.
    HostConfig: { ...hostConfig, Links: record.links.length > 0 ? shownLinks(daemon, record) : null },
    GraphDriver: {
      Data: {
        ID: id,
        LowerDir: [`${overlay}-init/diff`, ...layers].join(':'),
        MergedDir: `${overlay}/merged`,
        UpperDir: `${overlay}/diff`,
        WorkDir: `${overlay}/work`,
      },
      Name: 'overlay2',
    },
    ...(size && sizesOf(daemon, record)),
    Mounts: record.mounts,
    Config: configOf(record),
    NetworkSettings: networkSettings(record),
  };
}
