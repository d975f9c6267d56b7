import type { EndpointResource, NetworkInspect } from '../../api/types/network.ts';
import type { Daemon } from '../daemon.ts';
import { macOf } from './driver.ts';
import type { ContainerRecord, EndpointRecord, NetworkRecord } from '../state.ts';
import { rfc3339Nano } from '../time.ts';

/** Containers that are on a network now, by id. */
export function membersOf(
  daemon: Daemon,
  network: NetworkRecord,
): { readonly record: ContainerRecord; readonly endpoint: EndpointRecord }[] {
  return [...daemon.state.containers.values()].flatMap((record) =>
    Object.values(record.networks)
      .filter(({ networkId, endpointId }) => networkId === network.id && endpointId !== '')
      .map((endpoint) => ({ record, endpoint })),
  );
}

/** The engine takes any word for a scope, and keeps it. */
export const scopeOf = ({ scope, overlay }: NetworkRecord): string =>
  scope ?? (overlay === undefined ? 'local' : 'swarm');

/** GET /networks/{id} */
export function inspectNetwork(daemon: Daemon, network: NetworkRecord, { members = true } = {}): NetworkInspect {
  const containers: Record<string, EndpointResource> = {};
  for (const { record, endpoint } of members ? membersOf(daemon, network) : []) {
    containers[record.id] = {
      Name: record.name,
      EndpointID: endpoint.endpointId,
      MacAddress: endpoint.macAddress,
      IPv4Address: endpoint.ipAddress === '' ? '' : `${endpoint.ipAddress}/${endpoint.ipPrefixLen}`,
      IPv6Address: endpoint.ipv6Address === '' ? '' : `${endpoint.ipv6Address}/${endpoint.ipv6PrefixLen}`,
    };
  }
  const balancer = members ? daemon.swarm.balancerOn?.(network) : undefined;
  if (balancer !== undefined) {
    const isIngress = network.overlay?.ingress === true;
    containers[isIngress ? 'ingress-sbox' : `lb-${network.name}`] = {
      Name: `${network.name}-endpoint`,
      EndpointID: balancer.endpointId,
      MacAddress: macOf(balancer.address.split('/', 1)[0] ?? ''),
      IPv4Address: balancer.address,
      IPv6Address: '',
    };
  }
  return {
    Name: network.name,
    Id: network.id,
    Created: rfc3339Nano(network.created),
    Scope: scopeOf(network),
    Driver: network.driver,
    EnableIPv4: network.enableIPv4,
    EnableIPv6: network.enableIPv6,
    IPAM: network.ipam,
    Internal: network.internal,
    Attachable: network.attachable,
    Ingress: network.overlay?.ingress ?? false,
    ConfigFrom: { Network: network.configFrom ?? '' },
    ConfigOnly: network.configOnly ?? false,
    Containers: Object.fromEntries(Object.entries(containers).sort(([a], [b]) => (a < b ? -1 : 1))),
    Options: network.options,
    Labels: network.labels,
    ...(network.overlay !== undefined &&
      members && { Peers: network.overlay.peers.map(({ name, address }) => ({ Name: name, IP: address })) }),
  };
}
