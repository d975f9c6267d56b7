import { isIPv6 } from '../../kernel/net/address.ts';
import { linkLocalOf } from '../../kernel/net/address6.ts';
import type { Link, LinkAddress } from '../../kernel/net/link.ts';
import type { Route } from '../../kernel/net/namespace.ts';
import type { EndpointRecord } from '../state.ts';

export const withLinkLocal = ({ mac }: Link, own: LinkAddress | undefined): LinkAddress[] => [
  ...(own === undefined ? [] : [own]),
  { address: linkLocalOf(mac), bits: 64 },
];

/** Of both kinds; and those of its own that an endpoint asked for. */
export function giveAddresses(link: Link, endpoint: EndpointRecord): void {
  const { ipAddress, ipPrefixLen, ipv6Address, ipv6PrefixLen, ipamConfig } = endpoint;
  const local = (ipamConfig?.LinkLocalIPs ?? []).map((address) => ({ address, bits: isIPv6(address) ? 64 : 16 }));
  link.addresses = [
    ...(ipAddress === '' ? [] : [{ address: ipAddress, bits: ipPrefixLen }]),
    ...local.filter(({ address }) => !isIPv6(address)),
  ];
  // A container can't have what its stack has switched off.
  if (ipv6Address === '' || link.namespace.sysctls.get('ipv6/conf/all/disable_ipv6') === '1') return;
  link.addresses6 = [
    ...withLinkLocal(link, { address: ipv6Address, bits: ipv6PrefixLen }),
    ...local.filter(({ address }) => isIPv6(address)),
  ];
}

/** Default routes, unless the stack has some. */
export function giveRoutes(link: Link, { gateway, ipv6Gateway }: EndpointRecord): void {
  const { addedRoutes, addedRoutes6 } = link.namespace;
  const hasDefault = (routes: readonly Route[]) => routes.some(({ to }) => to === 'default');
  if (gateway !== '' && !hasDefault(addedRoutes)) {
    addedRoutes.push({ to: 'default', via: gateway, link, connected: false });
  }
  if (ipv6Gateway !== '' && link.addresses6.length > 0 && !hasDefault(addedRoutes6)) {
    addedRoutes6.push({ to: 'default', via: ipv6Gateway, link, metric: 1024, connected: false });
  }
}
