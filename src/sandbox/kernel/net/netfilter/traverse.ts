import { addressInSubnet, isIPv6, isLoopback, parseAddress } from '../address.ts';
import type { Link } from '../link.ts';
import type { NetNamespace } from '../namespace.ts';
import type { Packet } from '../packet.ts';
import type { TableName } from './netfilter.ts';
import type { Chain, Condition, ConnectionState, Match, PortRange, Refusal, Rule, Target } from './rule.ts';

/** A packet at one of the hooks. */
export interface Crossing {
  readonly packet: Packet;
  readonly in?: Link | undefined;
  readonly out?: Link | undefined;
  readonly state: ConnectionState;
}

export type Verdict =
  | { readonly kind: 'ACCEPT' | 'DROP' }
  | { readonly kind: 'REJECT'; readonly reply: Refusal }
  | Extract<Target, { kind: 'DNAT' | 'SNAT' | 'REDIRECT' }>
  | { readonly kind: 'MASQUERADE' };

const ACCEPT: Verdict = { kind: 'ACCEPT' };
/** Octets of the first packet: SYN, a question of DNS or an echo request, with its IP header. */
const SIZES = { tcp: 60, udp: 60, icmp: 84 } as const;
const DEEPEST = 64;

/** What the rules of a table say at a hook, and counts the packet. */
export function traverse(namespace: NetNamespace, table: TableName, hook: string, crossing: Crossing): Verdict {
  const rulesOfKind = isIPv6(crossing.packet.destination) ? namespace.netfilter6 : namespace.netfilter;
  const chain = rulesOfKind.chain(table, hook);
  if (chain === undefined) return ACCEPT;
  const verdict = walk(chain, 0);
  if (verdict !== undefined) return verdict;
  count(chain, crossing);
  return chain.policy === 'DROP' ? { kind: 'DROP' } : ACCEPT;

  function walk({ rules }: Chain, depth: number): Verdict | undefined {
    if (depth > DEEPEST) return { kind: 'DROP' };
    for (const rule of rules) {
      if (!fits(namespace, rule, crossing)) continue;
      count(rule, crossing);
      const { target } = rule;
      if (target === undefined) continue;
      if (target.kind === 'RETURN') return undefined;
      if (target.kind !== 'jump' && target.kind !== 'goto') return target as Verdict;
      const next = rulesOfKind.chain(table, target.chain);
      const inner = next === undefined ? undefined : walk(next, depth + 1);
      if (inner !== undefined) return inner;
      if (target.kind === 'goto') return undefined;
    }
    return undefined;
  }
}

function count(counters: { packets: number; bytes: number }, { packet }: Crossing): void {
  counters.packets += 1;
  counters.bytes += SIZES[packet.protocol];
}

function is<T>(condition: Condition<T> | undefined, test: (value: T) => boolean): boolean {
  return condition === undefined || test(condition.value) !== (condition.not === true);
}

const onLink = (link: Link | undefined) => (name: string) =>
  link !== undefined && (name.endsWith('+') ? link.name.startsWith(name.slice(0, -1)) : link.name === name);

const inSubnet = (address: string) => (text: string) => addressInSubnet(address, text);

const NUMBERS: Readonly<Record<string, string>> = { icmp: '1', tcp: '6', udp: '17' };

function fits(namespace: NetNamespace, rule: Rule, crossing: Crossing): boolean {
  const { packet } = crossing;
  return (
    is(rule.protocol, (name) => name === packet.protocol || name === NUMBERS[packet.protocol]) &&
    is(rule.in, onLink(crossing.in)) &&
    is(rule.out, onLink(crossing.out)) &&
    is(rule.source, inSubnet(packet.source)) &&
    is(rule.destination, inSubnet(packet.destination)) &&
    (rule.matches ?? []).every((match) => matches(namespace, match, crossing))
  );
}

const within = (port: number | undefined) => (range: PortRange) =>
  port !== undefined && port >= range[0] && port <= range[1];

function matches(namespace: NetNamespace, match: Match, { packet, state }: Crossing): boolean {
  switch (match.kind) {
    case 'comment':
      return true;
    case 'addrtype':
      return (
        is(match.source, (type) => type === typeOf(namespace, packet.source)) &&
        is(match.destination, (type) => type === typeOf(namespace, packet.destination))
      );
    case 'conntrack':
    case 'state':
      return is(match.states, (states) => states.includes(state));
    case 'icmp':
      return packet.protocol === 'icmp' && is(match.type, (type) => type === (state === 'NEW' ? 8 : 0));
    case 'multiport': {
      const own = { source: [packet.sourcePort], destination: [packet.port], either: [packet.sourcePort, packet.port] };
      return is(match.ports, (ranges) => ranges.some((range) => own[match.which].some((port) => within(port)(range))));
    }
    default:
      return (
        packet.protocol === match.kind &&
        is(match.source, within(packet.sourcePort)) &&
        is(match.destination, within(packet.port)) &&
        is(match.syn, () => state === 'NEW')
      );
  }
}

function typeOf(namespace: NetNamespace, address: string): string {
  if (isLoopback(address) || namespace.isLocal(address)) return 'LOCAL';
  return (parseAddress(address) ?? 0) >>> 28 === 14 ? 'MULTICAST' : 'UNICAST';
}
