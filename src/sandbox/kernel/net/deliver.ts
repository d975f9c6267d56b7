import { Errno } from '../errno.ts';
import { isIPv6, isLoopback } from './address.ts';
import type { Link } from './link.ts';
import type { NetNamespace, PortForward } from './namespace.ts';
import type { TableName } from './netfilter/netfilter.ts';
import type { Refusal } from './netfilter/rule.ts';
import { type Crossing, traverse } from './netfilter/traverse.ts';
import { type Arrival, isForwarded, type Loss, type Packet } from './packet.ts';

/** Hops that a packet may take (Linux: the TTL of 64). */
export const TTL = 64;

/** Where a packet passed: the answer goes back that way. */
interface Pass {
  readonly namespace: NetNamespace;
  readonly in: Link | undefined;
  readonly out: Link | undefined;
  readonly packet: Packet;
}

interface Travel {
  readonly packet: Packet;
  readonly namespace: NetNamespace;
  /** Through which it came in; undefined where it starts. */
  readonly from: Link | undefined;
  readonly path: readonly Link[];
  readonly passes: readonly Pass[];
  readonly proxied: boolean;
}

/**
 * Finds the way of the first packet of a connection, hop by hop: the rules of netfilter, local delivery, route,
 * neighbour; then the way of the answer. `source` is chosen if it is ''.
 */
export function deliver(namespace: NetNamespace, packet: Packet): Arrival | Loss {
  let travel: Travel | Arrival | Loss = { packet, namespace, from: undefined, path: [], passes: [], proxied: false };
  let proxied = false;
  while (!(travel instanceof Errno) && travel !== 'dropped' && 'from' in travel) {
    if (travel.path.length > TTL * 2) return new Errno('EHOSTUNREACH');
    proxied = travel.proxied;
    travel = hop(travel);
  }
  const isLost = travel instanceof Errno || travel === 'dropped';
  // Its proxy has taken the connection before it finds out.
  return isLost && proxied ? new Errno('ECONNRESET') : travel;
}

function hop(travel: Travel): Travel | Arrival | Loss {
  const { namespace, from } = travel;
  const own = from === undefined;
  let packet = own ? withSource(namespace, travel.packet) : travel.packet;
  if (packet.source === '') return new Errno('ENETUNREACH');
  const hook = own ? 'OUTPUT' : 'PREROUTING';
  const early = filtered(namespace, 'raw', hook, { packet, in: from, state: 'NEW' });
  if (early !== undefined) return early;
  packet = translated(namespace, hook, { packet, in: from, state: 'NEW' });
  if (namespace.isLocal(packet.destination)) return arrive({ ...travel, packet });
  return pass({ ...travel, packet });
}

/** At home: to a socket, a proxy of a published port, or a balancer. */
function arrive(travel: Travel): Travel | Arrival | Loss {
  const { namespace, packet, path, from } = travel;
  const loop = namespace.links.get('lo');
  const lost =
    (from === undefined ? filtered(namespace, 'filter', 'OUTPUT', { packet, out: loop, state: 'NEW' }) : undefined) ??
    filtered(namespace, 'filter', 'INPUT', { packet, in: from ?? loop, state: 'NEW' });
  if (lost !== undefined) return lost;
  const passes = [...travel.passes, { namespace, in: from, out: undefined, packet }];
  const forward = [...namespace.forwards].find((each) => isForwarded(packet, each));
  if (forward === undefined) {
    return answered(passes) ? { namespace, packet, path, proxied: travel.proxied } : 'dropped';
  }
  const { address, port } = forward;
  const onward = { ...packet, destination: address, port: port || (packet.port ?? 0) };
  if (from === undefined || isProxy(forward)) {
    return { ...travel, packet: { ...onward, source: '' }, from: undefined, passes: [], proxied: true };
  }
  // A balancer sends it on by itself, past the rules.
  const balanced = { ...travel, packet: onward };
  if (namespace.isLocal(address)) return { namespace, packet: onward, path, proxied: travel.proxied };
  return pass(balanced, true);
}

const isProxy = ({ holders }: PortForward): boolean => holders !== undefined;

/** Onward by a route. */
function pass(travel: Travel, isBalanced = false): Travel | Loss {
  const { namespace, from, path, passes } = travel;
  let { packet } = travel;
  const route = namespace.routeTo(packet.destination);
  if (route === undefined) return new Errno(from === undefined ? 'ENETUNREACH' : 'EHOSTUNREACH');
  const { link: out } = route;
  const forwarding = isIPv6(packet.destination) ? 'ipv6/conf/all/forwarding' : 'ipv4/ip_forward';
  if (from !== undefined && namespace.sysctls.get(forwarding) !== '1') return 'dropped';
  const crossing: Crossing = { packet, in: from, out, state: 'NEW' };
  const hook = from === undefined ? 'OUTPUT' : 'FORWARD';
  const lost = isBalanced ? undefined : filtered(namespace, 'filter', hook, crossing);
  if (lost !== undefined) return lost;
  const passed = { namespace, in: from, out, packet };
  packet = { ...packet, source: sourceBehind(crossing, namespace, isBalanced) };
  const next = route.via ?? packet.destination;
  const target = out.neighbours().find((link) => link.has(next) && link.namespace.isLocal(next));
  out.known.set(next, target?.mac ?? '');
  if (target === undefined) return new Errno('EHOSTUNREACH');
  const [asker] = isIPv6(next) ? out.addresses6 : out.addresses;
  if (asker !== undefined) target.known.set(asker.address, out.mac);
  const bridged = acrossBridge(out, target, packet);
  if (bridged !== undefined) return bridged;
  return {
    ...travel,
    packet,
    namespace: target.namespace,
    from: target,
    path: [...path, out, target],
    passes: [...passes, passed],
  };
}

/** The address that a sender takes; '' where there is no route. */
function withSource(namespace: NetNamespace, packet: Packet): Packet {
  const { source, destination } = packet;
  if (source !== '') return packet;
  if (isLoopback(destination)) return { ...packet, source: '127.0.0.1' };
  if (namespace.isLocal(destination)) return { ...packet, source: destination };
  const route = namespace.routeTo(destination);
  if (route === undefined) return packet;
  return { ...packet, source: route.source ?? firstAddress(route.link, destination) };
}

/** What a link is called by those who are called as `like`. */
function firstAddress(link: Link | undefined, like: string): string {
  if (isIPv6(like)) return link?.addresses6[0]?.address ?? '::';
  return link?.addresses[0]?.address ?? '0.0.0.0';
}

const REFUSALS: Readonly<Partial<Record<Refusal, 'EHOSTUNREACH' | 'ENETUNREACH'>>> = {
  'icmp-host-unreachable': 'EHOSTUNREACH',
  'icmp-host-prohibited': 'EHOSTUNREACH',
  'icmp-admin-prohibited': 'EHOSTUNREACH',
  'icmp-net-unreachable': 'ENETUNREACH',
  'icmp-net-prohibited': 'ENETUNREACH',
};

/** Why a table doesn't let a packet pass; undefined when it does. */
function filtered(namespace: NetNamespace, table: TableName, hook: string, crossing: Crossing): Loss | undefined {
  const verdict = traverse(namespace, table, hook, crossing);
  if (verdict.kind === 'DROP') {
    // A socket hears of it; TCP only sends its SYN again.
    return hook === 'OUTPUT' && crossing.packet.protocol !== 'tcp' ? new Errno('EPERM') : 'dropped';
  }
  if (verdict.kind === 'REJECT') return new Errno(REFUSALS[verdict.reply] ?? 'ECONNREFUSED');
  return undefined;
}

/** DNAT and REDIRECT. */
function translated(namespace: NetNamespace, hook: string, crossing: Crossing): Packet {
  const { packet } = crossing;
  const verdict = traverse(namespace, 'nat', hook, crossing);
  if (verdict.kind !== 'DNAT' && verdict.kind !== 'REDIRECT') return packet;
  const home = crossing.in === undefined ? '127.0.0.1' : firstAddress(crossing.in, packet.destination);
  const destination = verdict.kind === 'REDIRECT' ? home : verdict.address || packet.destination;
  return { ...packet, destination, ...(verdict.port !== undefined && { port: verdict.port }) };
}

/** SNAT and MASQUERADE. */
function sourceBehind({ packet, out, in: from }: Crossing, namespace: NetNamespace, isBalanced: boolean): string {
  const own = namespace.routeTo(packet.destination)?.source ?? firstAddress(out, packet.destination);
  const verdict = isBalanced
    ? { kind: 'ACCEPT' as const }
    : traverse(namespace, 'nat', 'POSTROUTING', { packet, in: from, out, state: 'NEW' });
  if (verdict.kind === 'MASQUERADE') return own;
  if (verdict.kind === 'SNAT') return verdict.address || packet.source;
  return isLoopback(packet.source) ? own : packet.source;
}

/** With br_netfilter what crosses a bridge goes by the rules of its stack, too. */
function acrossBridge(out: Link, target: Link, packet: Packet): Loss | undefined {
  const bridge = out.peer?.bridge ?? out.bridge;
  if (bridge === undefined || bridge === target || bridge === out) return undefined;
  const { namespace } = bridge;
  if (namespace.sysctls.get('bridge/bridge-nf-call-iptables') !== '1') return undefined;
  const crossing: Crossing = { packet, in: bridge, out: bridge, state: 'NEW' };
  return filtered(namespace, 'raw', 'PREROUTING', crossing) ?? filtered(namespace, 'filter', 'FORWARD', crossing);
}

/** Whether the answer comes back: by a route of the one who answers, then by the way of the question. */
function answered(passes: readonly Pass[]): boolean {
  const last = passes.at(-1);
  if (last === undefined || passes.length === 1) return true;
  const { namespace, packet } = last;
  if (!hasWayTo(namespace, packet.source)) return false;
  return [...passes].reverse().every((each, index) => {
    const answer = { ...each.packet, source: each.packet.destination, destination: each.packet.source };
    const crossing: Crossing = {
      packet: { ...answer, ...swapped(each.packet) },
      in: each.out,
      out: each.in,
      state: 'ESTABLISHED',
    };
    const hook = index === 0 ? 'OUTPUT' : index === passes.length - 1 ? 'INPUT' : 'FORWARD';
    return traverse(each.namespace, 'filter', hook, crossing).kind === 'ACCEPT';
  });
}

/** Ports of the answer; exactOptionalPropertyTypes wants absent ones absent. */
const swapped = ({ port, sourcePort }: Packet): Partial<Packet> => ({
  ...(sourcePort !== undefined && { port: sourcePort }),
  ...(port !== undefined && { sourcePort: port }),
});

function hasWayTo(namespace: NetNamespace, address: string): boolean {
  if (namespace.isLocal(address)) return true;
  const route = namespace.routeTo(address);
  const next = route?.via ?? address;
  return route?.link.neighbours().some((link) => link.has(next) && link.namespace.isLocal(next)) === true;
}
