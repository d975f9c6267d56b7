import type { EndpointSettings } from '../../../api/types/network.ts';
import { UsageError } from '../../errors.ts';
import type { NetworkAttachment } from '../../opts/network.ts';
import type { ContainerFlags } from './flags.ts';

const BUILT_IN = new Set(['default', 'bridge', 'host', 'none']);
const isUserDefined = (network: string) => !BUILT_IN.has(network) && !network.startsWith('container:');

const attachments = (flags: ContainerFlags) => [...flags.network, ...flags.net];

/** HostConfig.NetworkMode: the first network, `default` without one. */
export const networkMode = (flags: ContainerFlags): string => attachments(flags)[0]?.target ?? 'default';

/** EndpointsConfig of the create body. @see docker/cli opts.go, parseNetworkOpts */
export function endpoints(flags: ContainerFlags): Record<string, Partial<EndpointSettings>> {
  const found: Record<string, Partial<EndpointSettings>> = {};
  const networks = attachments(flags);
  const [first = { target: 'default', aliases: [], linkLocalIPs: [], driverOptions: {}, priority: 0 }, ...others] =
    networks;
  for (const network of [withFlags(first, flags), ...others]) {
    if (network.target === '') throw new UsageError('no name set for network');
    if (!isUserDefined(network.target) && network.aliases.length > 0) {
      throw new UsageError('network-scoped aliases are only supported for user-defined networks');
    }
    if (found[network.target] !== undefined) {
      throw new UsageError(`network "${network.target}" is specified multiple times`);
    }
    found[network.target] = settings(network);
  }
  const targets = networks.map(({ target }) => target);
  if (targets.some(isUserDefined) && !targets.every(isUserDefined)) {
    throw new UsageError('conflicting options: cannot attach both user-defined and non-user-defined network-modes');
  }
  return found;
}

/** The flags without a network's name belong to the first network. */
function withFlags(network: NetworkAttachment, flags: ContainerFlags): NetworkAttachment {
  const aliases = [...flags['network-alias'], ...flags['net-alias']];
  const conflict = (flag: string) =>
    new UsageError(`conflicting options: cannot specify both --${flag} and per-network ${CONFLICT[flag] ?? flag}`);
  if (aliases.length > 0 && network.aliases.length > 0) throw conflict('network-alias');
  if (flags.ip !== '' && network.ipv4 !== undefined) throw conflict('ip');
  if (flags.ip6 !== '' && network.ipv6 !== undefined) throw conflict('ip6');
  if (flags['mac-address'] !== '' && network.macAddress !== undefined) throw conflict('mac-address');
  if (flags['link-local-ip'].length > 0 && network.linkLocalIPs.length > 0) throw conflict('link-local-ip');
  return {
    ...network,
    aliases: [...network.aliases, ...aliases],
    linkLocalIPs: [...network.linkLocalIPs, ...flags['link-local-ip']],
    ...(flags.ip !== '' && { ipv4: flags.ip }),
    ...(flags.ip6 !== '' && { ipv6: flags.ip6 }),
    ...(flags['mac-address'] !== '' && { macAddress: flags['mac-address'] }),
  };
}
const CONFLICT: Readonly<Record<string, string>> = {
  'network-alias': 'alias',
  ip: 'IPv4 address',
  ip6: 'IPv6 address',
  'mac-address': 'MAC address',
  'link-local-ip': 'link-local IP addresses',
};

function settings(network: NetworkAttachment): Partial<EndpointSettings> {
  const { ipv4, ipv6, linkLocalIPs, aliases, macAddress, driverOptions, priority } = network;
  const hasAddress = ipv4 !== undefined || ipv6 !== undefined || linkLocalIPs.length > 0;
  return {
    IPAMConfig: hasAddress
      ? {
          ...(ipv4 !== undefined && { IPv4Address: ipv4 }),
          ...(ipv6 !== undefined && { IPv6Address: ipv6 }),
          ...(linkLocalIPs.length > 0 && { LinkLocalIPs: linkLocalIPs }),
        }
      : null,
    Links: null,
    Aliases: aliases.length > 0 ? aliases : null,
    MacAddress: macAddress ?? '',
    DriverOpts: Object.keys(driverOptions).length > 0 ? driverOptions : null,
    GwPriority: priority,
  };
}
