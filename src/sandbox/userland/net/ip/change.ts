import {
  addressInSubnet,
  canonicalAddress,
  formatSubnet,
  isIPv6,
  parseAddress,
  parseSubnet,
} from '../../../kernel/net/address.ts';
import { parseSubnet6 } from '../../../kernel/net/address6.ts';
import { changeAddress6 } from './change6.ts';
import type { Link, LinkAddress, LinkKind } from '../../../kernel/net/link.ts';
import type { NetNamespace } from '../../../kernel/net/namespace.ts';
import type { Call } from '../../tool/call.ts';
import { broadcastOf } from './show.ts';

/** Words of ip, and what it exits with. */
export class IpFailure extends Error {
  readonly status: number;

  constructor(message: string, status = 2) {
    super(message);
    this.status = status;
  }
}

export const refused = (words: string): IpFailure => new IpFailure(`RTNETLINK answers: ${words}`);

export function privileged(call: Call, busyboxWords = 'RTNETLINK answers'): void {
  if (call.process.has('CAP_NET_ADMIN')) return;
  throw new IpFailure(`${call.gnu ? 'RTNETLINK answers' : busyboxWords}: Operation not permitted`);
}

export function deviceOf(call: Call, name: string | undefined): Link {
  const link = call.process.namespaces.net.links.get(name ?? '');
  if (link !== undefined) return link;
  throw call.gnu
    ? new IpFailure(`Cannot find device "${name ?? ''}"`, 1)
    : new IpFailure(`can't find device '${name ?? ''}'`, 1);
}

/** `ip addr add|del PREFIX dev X` */
export function changeAddress(call: Call, verb: string, args: readonly string[]): void {
  const dev = args.indexOf('dev');
  const [prefix = ''] = args;
  const six = isIPv6(prefix);
  const [address = '', bits = six ? '128' : '32'] = prefix.split('/');
  if (verb === 'flush') {
    privileged(call);
    deviceOf(call, args.filter((word) => word !== 'dev')[0]).addresses = [];
    return;
  }
  if (verb !== 'add' && verb !== 'del' && verb !== 'delete' && verb !== 'replace') {
    throw new IpFailure(`Command "${verb}" is unknown, try "ip address help".`, 255);
  }
  if ((six ? parseSubnet6(prefix) : parseSubnet(prefix)) === undefined) {
    throw new IpFailure(
      call.gnu
        ? `Error: any valid prefix is expected rather than "${prefix}".`
        : `an inet prefix is expected rather than "${prefix}"`,
      1,
    );
  }
  if (dev < 0) throw new IpFailure('Not enough information: "dev" argument is required.', call.gnu ? 1 : 255);
  const link = deviceOf(call, args[dev + 1]);
  privileged(call);
  if (six) return changeAddress6(call, verb, link, { address: canonicalAddress(address), bits: Number(bits) });
  const has = link.addresses.some((own) => own.address === address && own.bits === Number(bits));
  if (verb === 'add' && has)
    throw call.gnu ? new IpFailure('Error: ipv4: Address already assigned.') : refused('File exists');
  if (verb.startsWith('del')) {
    if (!has)
      throw call.gnu ? new IpFailure('Error: ipv4: Address not found.') : refused('Cannot assign requested address');
    link.addresses = link.addresses.filter((own) => own.address !== address);
  } else if (!has) {
    const own = { address, bits: Number(bits) };
    link.addresses = [...link.addresses, { ...own, broadcast: wantedBroadcast(own, args) }];
  }
}

/** `brd +` is the last address of the subnet. */
function wantedBroadcast(own: LinkAddress, args: readonly string[]): string {
  const at = args.findIndex((word) => word === 'brd' || word === 'broadcast');
  const wanted = at < 0 ? '' : (args[at + 1] ?? '');
  return wanted === '+' ? broadcastOf(own) : wanted;
}

/** `ip link add|del|set` */
export function changeLink(call: Call, verb: string, args: readonly string[]): void {
  if (verb === 'add') return addLink(call, args);
  if (verb === 'del' || verb === 'delete') {
    const link = deviceOf(call, args.filter((word) => word !== 'dev')[0]);
    privileged(call);
    if (link.kind === 'loopback' || link.kind === 'ether') throw refused('Operation not supported');
    call.process.kernel.network.deleteLink(link);
    return;
  }
  if (verb === 'set') return setLink(call, args);
  throw new IpFailure(`Command "${verb}" is unknown, try "ip link help".`, 255);
}

const KINDS: ReadonlySet<string> = new Set(['veth', 'bridge', 'dummy']);

const UNSIMULATED: ReadonlySet<string> = new Set([
  'vlan', 'vxlan', 'bond', 'tun', 'tap', 'gre', 'gretap', 'ipip', 'sit', 'geneve', 'wireguard', 'ifb', 'macvtap', 'vrf', 'team',
]); // prettier-ignore

/** `ip link add link eth0 name mv0 type macvlan mode bridge` */
function addChild(call: Call, type: 'macvlan' | 'ipvlan', args: readonly string[]): void {
  const { network } = call.process.kernel;
  const { net } = call.process.namespaces;
  const after = (word: string) => (args.includes(word) ? args[args.indexOf(word) + 1] : undefined);
  const mode = after('mode') ?? (type === 'macvlan' ? 'bridge' : 'l2');
  if (mode !== 'bridge' && mode !== 'l2' && mode !== 'l3' && mode !== 'l3s') {
    throw new IpFailure(`drydock: not simulated: ip link type ${type} mode ${mode}`);
  }
  const parent = deviceOf(call, after('link'));
  const name = after('name') ?? args.filter((word, index) => word !== 'link' && args[index - 1] !== 'link')[0] ?? '';
  if (net.links.has(name)) throw refused('File exists');
  network.addChild(parent, type, net, name, network.randomMac()).isRouted = type === 'ipvlan' && mode !== 'l2';
}

function addLink(call: Call, args: readonly string[]): void {
  const { network } = call.process.kernel;
  const { net } = call.process.namespaces;
  const type = args[args.indexOf('type') + 1] ?? '';
  const words = args.filter((word) => word !== 'dev' && word !== 'name');
  const [name = ''] = words;
  privileged(call);
  if (!args.includes('type')) throw new IpFailure('Not enough information: "type" argument is required');
  if (type === 'macvlan' || type === 'ipvlan') return addChild(call, type, args);
  if (UNSIMULATED.has(type)) throw new IpFailure(`drydock: not simulated: ip link type ${type}`);
  if (!KINDS.has(type)) throw new IpFailure('Error: Unknown device type.');
  if (net.links.has(name)) throw refused('File exists');
  if (name.length > 15) throw new IpFailure(`Error: argument "${name}" is wrong: "name" not a valid ifname`, 255);
  if (type !== 'veth') {
    network.addLink(net, type as LinkKind, name);
    return;
  }
  const peerAt = words.indexOf('peer');
  const peer =
    peerAt < 0
      ? `veth${[...net.links.keys()].filter((key) => key.startsWith('veth')).length}`
      : (words[peerAt + 1] ?? '');
  const netns = peerAt < 0 ? undefined : words[words.indexOf('netns', peerAt) + 1];
  const target = peerAt >= 0 && words.includes('netns') ? namespaceOf(call, netns ?? '') : net;
  if (target.links.has(peer)) throw refused('File exists');
  network.addVethPair(net, name, target, peer);
}

/** A namespace by the name of `ip netns`, or by the id of a process. */
function namespaceOf(call: Call, name: string): NetNamespace {
  const { process } = call;
  const found = /^\d+$/.test(name)
    ? process.find(Number(name))?.namespaces.net
    : process.kernel.network.named.get(name);
  if (found !== undefined) return found;
  throw new IpFailure(`Error: argument "${name}" is wrong: Invalid "netns" value\n`.trimEnd(), 255);
}

function setLink(call: Call, args: readonly string[]): void {
  const words = args[0] === 'dev' ? args.slice(1) : args;
  const link = deviceOf(call, words[0]);
  const { network } = call.process.kernel;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    const value = (): string => words[++index] ?? '';
    switch (word) {
      case 'up':
      case 'down':
        privileged(call, 'SIOCSIFFLAGS');
        link.up = word === 'up';
        if (link.kind === 'loopback' && link.up) network.setLoopbackUp(link.namespace);
        break;
      case 'mtu':
        privileged(call, 'SIOCSIFMTU');
        link.mtu = Number(value());
        break;
      case 'name': {
        privileged(call, 'SIOCSIFNAME');
        const name = value();
        if (link.namespace.links.has(name)) throw refused('File exists');
        link.namespace.links.delete(link.name);
        link.name = name;
        link.namespace.links.set(name, link);
        break;
      }
      case 'address':
        privileged(call, 'SIOCSIFHWADDR');
        link.mac = value();
        break;
      case 'master': {
        privileged(call);
        const bridge = deviceOf(call, value());
        if (bridge.kind !== 'bridge') throw refused('Operation not supported');
        link.bridge = bridge;
        break;
      }
      case 'nomaster':
        privileged(call);
        link.bridge = undefined;
        break;
      case 'netns': {
        privileged(call);
        network.moveLink(link, namespaceOf(call, value()));
        break;
      }
      case 'promisc':
      case 'arp':
      case 'multicast':
      case 'qlen':
      case 'txqueuelen':
        throw new IpFailure(`drydock: not simulated: ip link set ${word}`);
      default:
        throw new IpFailure(
          call.gnu
            ? `Error: either "dev" is duplicate, or "${word}" is a garbage.`
            : `either "dev" is duplicate, or "${word}" is garbage`,
          call.gnu ? 255 : 1,
        );
    }
  }
}

/** `ip route add|del|replace` */
export function changeRoute(call: Call, verb: string, args: readonly string[]): void {
  const { net } = call.process.namespaces;
  const valueOf = (word: string) => (args.includes(word) ? args[args.indexOf(word) + 1] : undefined);
  const [given = ''] = args;
  const prefix = given === '0.0.0.0/0' ? 'default' : given;
  const subnet = parseSubnet(prefix);
  if (prefix !== 'default' && subnet === undefined) {
    throw new IpFailure(`Error: any valid prefix is expected rather than "${given}".`, 1);
  }
  const to = subnet === undefined ? 'default' : subnet.bits === 32 ? prefix.replace('/32', '') : formatSubnet(subnet);
  const via = valueOf('via');
  const dev = valueOf('dev');
  const named = dev === undefined ? undefined : deviceOf(call, dev);
  privileged(call);
  const existing = net.addedRoutes.findIndex(
    (route) => route.to === to && (via === undefined || route.via === via || verb === 'replace'),
  );
  if (verb === 'del' || verb === 'delete' || verb === 'flush') {
    if (existing < 0) throw refused('No such process');
    net.addedRoutes.splice(existing, 1);
    return;
  }
  if (verb !== 'add' && verb !== 'replace' && verb !== 'append' && verb !== 'change') {
    throw new IpFailure(`Command "${verb}" is unknown, try "ip route help".`, 255);
  }
  if (verb === 'add' && net.addedRoutes.some((route) => route.to === to)) throw refused('File exists');
  const byGateway =
    via === undefined || parseAddress(via) === undefined
      ? undefined
      : [...net.links.values()].find(
          ({ up, addresses }) => up && addresses.some((own) => addressInSubnet(via, `${own.address}/${own.bits}`)),
        );
  const link = named ?? byGateway;
  if (link === undefined)
    throw new IpFailure(
      via === undefined
        ? 'RTNETLINK answers: No such device'
        : call.gnu
          ? 'Error: Nexthop has invalid gateway.'
          : 'RTNETLINK answers: Network is unreachable',
    );
  if (!link.up)
    throw new IpFailure(call.gnu ? 'Error: Device for nexthop is not up.' : 'RTNETLINK answers: Network is down');
  if (existing >= 0 && verb === 'replace') net.addedRoutes.splice(existing, 1);
  const source = valueOf('src');
  const metric = valueOf('metric');
  net.addedRoutes.push({
    to,
    link,
    connected: false,
    ...(via !== undefined && { via }),
    ...(source !== undefined && { source }),
    ...(metric !== undefined && { metric: Number(metric) }),
  });
}
