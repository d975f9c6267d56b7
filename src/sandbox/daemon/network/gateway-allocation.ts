import { goBool } from '../../api/go-bool.ts';
import { formatAddress, type Subnet } from '../../kernel/net/address.ts';
import type { Subnet6 } from '../../kernel/net/address6.ts';
import type { NetworkRecord } from '../state.ts';
import { isParentDriver } from './parent.ts';

type Options = Pick<NetworkRecord, 'driver' | 'internal' | 'options'>;

/** `inhibit_ipv4`: the bridge gets no address. */
export const isInhibited = ({ options }: Pick<NetworkRecord, 'options'>): boolean =>
  goBool(options['com.docker.network.bridge.inhibit_ipv4'] ?? '') === true;

/** Whether a network of which nobody named the gateway has none. @see moby libnetwork, GetSkipGwAlloc of each driver */
export function lacksGateway(network: Options, family: 'ipv4' | 'ipv6'): boolean {
  const { driver, internal, options } = network;
  if (isParentDriver(driver)) return true;
  if (options[`com.docker.network.bridge.gateway_mode_${family}`] === 'isolated') return true;
  return family === 'ipv4' && internal && isInhibited(network);
}

/** The name and the broadcast address of a subnet, which nobody gets; one of two addresses or fewer has neither. */
export const unusable = ({ base, bits }: Subnet): string[] =>
  bits > 30 ? [] : [formatAddress(base), formatAddress(base + 2 ** (32 - bits) - 1)];

/** The address that a range gives first. */
export const firstOf = (range: Subnet, subnet: Subnet): string =>
  formatAddress(range.base === subnet.base && subnet.bits <= 30 ? range.base + 1 : range.base);

/** The same for IPv6, where the first address of a subnet is that of all its routers. */
export const firstOf6 = (range: Subnet6, subnet: Subnet6): bigint =>
  range.base === subnet.base && subnet.bits <= 126 ? range.base + 1n : range.base;
