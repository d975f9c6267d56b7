import type { Random } from '../random.ts';
import { Link, type LinkKind } from './link.ts';
import { NetNamespace } from './namespace.ts';
import type { UnixListener } from './unix.ts';

/** All links and network namespaces of a host, and sockets by path. */
export class Network {
  readonly #random: Random;
  /** The host's own, the first that was made. */
  #initial: NetNamespace | undefined;
  /** Namespaces in use, with the names that `ip netns` gave them. */
  readonly named = new Map<string, NetNamespace>();
  /** The router that the host is plugged into: servers of the outer world may listen there. */
  outside: NetNamespace | undefined;
  /** Listening unix sockets by file: `dev:ino`. */
  readonly unix = new Map<string, UnixListener>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** A network stack with nothing but `lo`, down, as `unshare --net` makes it; it forwards IPv4 if the host does. */
  createNamespace(inode: number): NetNamespace {
    const namespace = new NetNamespace(inode);
    this.#initial ??= namespace;
    namespace.sysctls.set('ipv4/ip_forward', this.#initial.sysctls.get('ipv4/ip_forward') ?? '0');
    const lo = new Link({ index: 1, kind: 'loopback', name: 'lo', mac: '00:00:00:00:00:00', namespace });
    namespace.links.set('lo', lo);
    return namespace;
  }

  /** The same with `lo` up, as runc leaves it. */
  setLoopbackUp(namespace: NetNamespace): void {
    const lo = namespace.links.get('lo');
    if (lo === undefined) return;
    lo.up = true;
    if (lo.addresses.length === 0) lo.addresses = [{ address: '127.0.0.1', bits: 8 }];
  }

  addLink(namespace: NetNamespace, kind: LinkKind, name: string, mac = this.randomMac()): Link {
    const link = new Link({ index: namespace.nextIndex(), kind, name, mac, namespace });
    namespace.links.set(name, link);
    return link;
  }

  /** A cable between two stacks: [a, b]. */
  addVethPair(a: NetNamespace, aName: string, b: NetNamespace, bName: string, bMac?: string): [Link, Link] {
    const one = this.addLink(a, 'veth', aName);
    const other = this.addLink(b, 'veth', bName, bMac);
    one.peer = other;
    other.peer = one;
    return [one, other];
  }

  /** A link that shares the wire of another one. */
  addChild(parent: Link, kind: 'macvlan' | 'ipvlan', namespace: NetNamespace, name: string, mac: string): Link {
    const link = this.addLink(namespace, kind, name, kind === 'ipvlan' ? parent.mac : mac);
    link.parent = parent;
    link.mtu = parent.mtu;
    parent.children.add(link);
    return link;
  }

  /** `ip link set X netns Y name Z`: addresses and routes are lost. */
  moveLink(link: Link, to: NetNamespace, name = link.name): void {
    this.#unplug(link);
    link.index = to.indexFor(link.index);
    link.namespace = to;
    link.name = name;
    link.addresses = link.addresses6 = [];
    link.known.clear();
    link.bridge = undefined;
    link.up = false;
    to.links.set(name, link);
  }

  /** `ip link del`; a veth takes its peer with it. */
  deleteLink(link: Link): void {
    this.#unplug(link);
    for (const port of link.ports) port.bridge = undefined;
    link.parent?.children.delete(link);
    for (const child of [...link.children]) this.deleteLink(child);
    const { peer } = link;
    link.peer = undefined;
    if (peer !== undefined) {
      peer.peer = undefined;
      if (link.kind === 'veth') this.deleteLink(peer);
    }
  }

  /** Takes a network stack down with all its links. */
  deleteNamespace(namespace: NetNamespace): void {
    for (const link of [...namespace.links.values()]) this.deleteLink(link);
    for (const listener of [...namespace.listeners]) listener.close();
  }

  #unplug(link: Link): void {
    const { namespace } = link;
    namespace.links.delete(link.name);
    for (const added of [namespace.addedRoutes, namespace.addedRoutes6]) {
      for (const [index, route] of [...added.entries()].reverse()) if (route.link === link) added.splice(index, 1);
    }
  }

  /** Locally administered. */
  randomMac(): string {
    const [first = 0, ...rest] = this.#random.bytes(6);
    return [(first & 0xfc) | 2, ...rest].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  }
}
