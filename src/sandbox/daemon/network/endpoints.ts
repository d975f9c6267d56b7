import { ApiError } from '../../api/errors.ts';
import type { ContainerCreateBody, HostConfig } from '../../api/types/container.ts';
import type { EndpointSettings } from '../../api/types/network.ts';
import { parseAddress } from '../../kernel/net/address.ts';
import { parseAddress6 } from '../../kernel/net/address6.ts';
import type { Daemon } from '../daemon.ts';
import type { EndpointRecord, NetworkRecord } from '../state.ts';
import { lookUpNetwork } from './find.ts';
import { isInside } from './pools.ts';

/** A container's place on a network, as asked for. */
export function newEndpoint(settings: Partial<EndpointSettings> = {}): EndpointRecord {
  return {
    ipamConfig: settings.IPAMConfig ?? null,
    links: settings.Links ?? null,
    aliases: settings.Aliases ?? null,
    driverOpts: settings.DriverOpts ?? null,
    gwPriority: settings.GwPriority ?? 0,
    wantedMac: settings.MacAddress ?? '',
    networkId: '',
    endpointId: '',
    gateway: '',
    ipAddress: '',
    ipPrefixLen: 0,
    ipv6Gateway: '',
    ipv6Address: '',
    ipv6PrefixLen: 0,
    macAddress: settings.MacAddress ?? '',
    dnsNames: null,
  };
}

/** Which networks a new container will be on. Networks that aren't there are found missing at its start. */
export function endpointsFor(
  daemon: Daemon,
  body: ContainerCreateBody,
  { NetworkMode, Links }: HostConfig,
): Record<string, EndpointRecord> {
  if (NetworkMode.startsWith('container:')) return {};
  const asked = Object.entries(body.NetworkingConfig?.EndpointsConfig ?? {}).map(
    ([name, settings]) => [name === 'default' ? 'bridge' : name, settings] as const,
  );
  for (const [name, settings] of asked) checkEndpoint(name, settings, lookUpNetwork(daemon, name));
  const endpoints: Record<string, EndpointRecord> = {};
  if (!asked.some(([name]) => name === NetworkMode)) endpoints[NetworkMode] = newEndpoint();
  for (const [name, settings] of asked) endpoints[name] = newEndpoint(settings);
  const own = endpoints[NetworkMode];
  const isUser = !['bridge', 'default', 'host', 'none'].includes(NetworkMode);
  if (own !== undefined && isUser && own.links === null && (Links ?? []).length > 0) {
    endpoints[NetworkMode] = { ...own, links: Links ?? null };
  }
  return endpoints;
}

/**
 * @param name of the network, for the words at a container's creation
 * @throws {ApiError} `invalid config for network lan: invalid endpoint settings:…`
 */
export function checkEndpoint(
  name: string | undefined,
  settings: Partial<EndpointSettings>,
  network: NetworkRecord | undefined,
): void {
  const { IPv4Address: address = '', IPv6Address: address6 = '' } = settings.IPAMConfig ?? {};
  const problems: string[] = [];
  const asked = [address, address6].filter((each) => each !== '');
  if (network !== undefined && ['bridge', 'host', 'none'].includes(network.name)) {
    if (asked.length > 0) problems.push('user specified IP address is supported on user defined networks only');
    if ((settings.Aliases ?? []).length > 0) {
      problems.push('network-scoped alias is supported only for containers in user defined networks');
    }
  }
  if (address !== '' && parseAddress(address) === undefined) problems.push(`invalid IPv4 address: ${address}`);
  if (address6 !== '' && parseAddress6(address6) === undefined) problems.push(`invalid IPv6 address: ${address6}`);
  for (const local of settings.IPAMConfig?.LinkLocalIPs ?? []) {
    if (parseAddress(local) === undefined && parseAddress6(local) === undefined) {
      problems.push(`invalid link-local IP address: ${local}`);
    }
  }
  if (network !== undefined && asked.length > 0) {
    if (address !== '')
      problems.push(...outsideProblems(network, address, network.userSubnet || network.name === 'bridge'));
    if (address6 !== '') problems.push(...outsideProblems(network, address6, network.userSubnet6 === true));
  }
  if (problems.length === 0) return;
  const list = problems.length === 1 ? problems[0] : problems.map((problem) => `* ${problem}`).join('\n');
  const place = name === undefined ? '' : `invalid config for network ${name}: `;
  throw new ApiError('invalid_parameter', `${place}invalid endpoint settings:\n${list}`);
}

/** Why a network doesn't give an address that was asked for. */
function outsideProblems(network: NetworkRecord, address: string, isUserSubnet: boolean): string[] {
  if (!isUserSubnet) {
    return ['user specified IP address is supported only when connecting to networks with user configured subnets'];
  }
  return isInside(network, address) ? [] : [`no configured subnet or ip-range contain the IP address ${address}`];
}
