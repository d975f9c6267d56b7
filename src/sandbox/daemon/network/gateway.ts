import type { NetNamespace } from '../../kernel/net/namespace.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord, EndpointRecord, NetworkRecord } from '../state.ts';
import { lookUpNetwork } from './find.ts';
import { isParentDriver } from './parent.ts';
import { publishPorts, unpublishPorts } from './ports.ts';

/**
 * After a change of a running container's networks: its default route and its published ports are those of one of
 * them, by priority, then by name. @see moby daemon/libnetwork/sandbox.go, selectGwEndpoint
 */
export function settleGateway(daemon: Daemon, record: ContainerRecord, netns: NetNamespace): void {
  const places = Object.values(record.networks).flatMap((endpoint) => {
    const network = lookUpNetwork(daemon, endpoint.networkId);
    return network === undefined || (endpoint.ipAddress === '' && endpoint.ipv6Address === '')
      ? []
      : [{ network, endpoint }];
  });
  // On an overlay network docker_gwbridge is the way out.
  if (places.some(({ network }) => network.overlay !== undefined)) return;
  const [best] = places.filter(({ network }) => !network.internal).sort(byRank);
  if (best !== undefined) routeBy(netns, best.endpoint);
  const publishing = best !== undefined && !isParentDriver(best.network.driver) ? best : undefined;
  for (const { endpoint } of places) if (endpoint !== publishing?.endpoint) unpublishPorts(daemon, endpoint);
  if (publishing === undefined) {
    record.ports = {};
    return;
  }
  const { forwards } = daemon.kernel.namespaces.net;
  const { network, endpoint } = publishing;
  const outer = daemon.network.outerAddress(endpoint);
  if ([...forwards].some(({ address }) => address === outer)) return;
  publishPorts(daemon, record, network, endpoint, outer);
}

interface Place {
  readonly network: NetworkRecord;
  readonly endpoint: EndpointRecord;
}

const byRank = (a: Place, b: Place): number =>
  b.endpoint.gwPriority - a.endpoint.gwPriority || (a.network.name < b.network.name ? -1 : 1);

function routeBy(netns: NetNamespace, { gateway, ipAddress, ipv6Gateway, ipv6Address }: EndpointRecord): void {
  routeBy6(netns, ipv6Address, ipv6Gateway);
  if (ipAddress === '') return;
  const link = [...netns.links.values()].find((each) => each.has(ipAddress));
  const { addedRoutes } = netns;
  const at = addedRoutes.findIndex(({ to }) => to === 'default');
  if (link === undefined || addedRoutes[at]?.link === link) return;
  if (at >= 0) addedRoutes.splice(at, 1);
  addedRoutes.push({ to: 'default', link, connected: false, ...(gateway !== '' && { via: gateway }) });
}

function routeBy6({ links, addedRoutes6 }: NetNamespace, address: string, via: string): void {
  const link = [...links.values()].find((each) => address !== '' && each.has(address));
  const at = addedRoutes6.findIndex(({ to }) => to === 'default');
  if (link === undefined || via === '' || addedRoutes6[at]?.link === link) return;
  if (at >= 0) addedRoutes6.splice(at, 1);
  addedRoutes6.push({ to: 'default', via, link, metric: 1024, connected: false });
}
