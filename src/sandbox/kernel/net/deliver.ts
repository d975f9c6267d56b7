import { Errno } from '../errno.ts';
import { addressInSubnet, isLoopback } from './address.ts';
import type { Link } from './link.ts';
import type { NetNamespace } from './namespace.ts';
import { type Arrival, isForwarded, type Loss, type Packet } from './packet.ts';

/** Hops that a packet may take (Linux: the TTL of 64). */
export const TTL = 64;

interface Travel {
  readonly packet: Packet;
  readonly namespace: NetNamespace;
  /** Through which it came in; undefined where it starts. */
  readonly from: Link | undefined;
  readonly path: readonly Link[];
  readonly proxied: boolean;
}

/** Finds the way of a packet, hop by hop: translation, local delivery, route, neighbour. `source` is chosen if it is ''. */
export function deliver(namespace: NetNamespace, packet: Packet): Arrival | Loss {
  let travel: Travel | Arrival | Loss = { packet, namespace, from: undefined, path: [], proxied: false };
  while (!(travel instanceof Errno) && travel !== 'dropped' && 'from' in travel) {
    if (travel.path.length > TTL * 2) return new Errno('EHOSTUNREACH');
    travel = hop(travel);
  }
  return travel;
}

function hop(travel: Travel): Travel | Arrival | Loss {
  const { namespace, from, path } = travel;
  let { packet, proxied } = travel;
  if (namespace.isLocal(packet.destination)) {
    const rule = [...namespace.forwards].find((forward) => isForwarded(packet, forward));
    if (rule === undefined) {
      if (packet.source === '')
        packet = { ...packet, source: isLoopback(packet.destination) ? '127.0.0.1' : packet.destination };
      return { namespace, packet, path, proxied };
    }
    proxied ||= from === undefined;
    packet = { ...packet, destination: rule.address, port: rule.port || (packet.port ?? 0) };
    if (namespace.isLocal(packet.destination)) return { namespace, packet, path, proxied };
  }
  const route = namespace.routeTo(packet.destination);
  if (route === undefined) return new Errno(from === undefined ? 'ENETUNREACH' : 'EHOSTUNREACH');
  const { link: out } = route;
  if (from !== undefined) {
    if (namespace.sysctls.get('ipv4/ip_forward') !== '1' || !namespace.mayForward(packet, from, out)) return 'dropped';
  }
  packet = { ...packet, source: sourceOf(namespace, packet, out, route.source) };
  const next = route.via ?? packet.destination;
  const target = out.neighbours().find((link) => link.has(next) && link.namespace.isLocal(next));
  if (target === undefined) return new Errno('EHOSTUNREACH');
  return { packet, namespace: target.namespace, from: target, path: [...path, out, target], proxied };
}

function sourceOf(namespace: NetNamespace, { source }: Packet, out: Link, preferred: string | undefined): string {
  const own = preferred ?? out.addresses[0]?.address ?? '0.0.0.0';
  if (source === '') return own;
  const hidden = [...namespace.masquerades].some((rule) => rule.link !== out && addressInSubnet(source, rule.subnet));
  return hidden || isLoopback(source) ? own : source;
}
