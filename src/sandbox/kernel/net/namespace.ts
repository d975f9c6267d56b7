import type { Process } from '../process.ts';
import { SparseSet } from '../sparse.ts';
import { addressInSubnet, contains, formatSubnet, isIPv6, isLoopback, parseAddress, parseSubnet } from './address.ts';
import { formatSubnet6, parseSubnet6 } from './address6.ts';
import type { Link } from './link.ts';
import type { Listener } from './listener.ts';
import { Netfilter } from './netfilter/netfilter.ts';

export interface Route {
  /** `172.17.0.0/16`, or `default`. */
  readonly to: string;
  readonly via?: string;
  readonly link: Link;
  readonly source?: string;
  readonly metric?: number;
  /** Made by the kernel for an address of a link. */
  readonly connected: boolean;
}

/** A port of the host that a proxy holds, or a balancer's: what comes to it goes to a container. */
export interface PortForward {
  readonly protocol: Protocol;
  /** `0.0.0.0` for any address of this namespace. */
  readonly hostAddress: string;
  /** 0: any port, which stays as it is when `port` is 0, too. */
  readonly hostPort: number;
  readonly address: string;
  readonly port: number;
  /** Who holds the port, by the address that is shown. */
  readonly holders?: Map<string, Process>;
}

export type Protocol = 'tcp' | 'udp';

/** The network stack of a container, or of the host. */
export class NetNamespace {
  /** What `readlink /proc/self/ns/net` shows. */
  readonly inode: number;
  /** By name. */
  readonly links = new Map<string, Link>();
  readonly listeners: Set<Listener> = new SparseSet();
  readonly forwards: Set<PortForward> = new SparseSet();
  readonly netfilter = new Netfilter();
  /** Rules for IPv6. */
  readonly netfilter6 = new Netfilter('inet6');
  /** Routes that were added; those of addresses come on top, see `routes`. */
  readonly addedRoutes: Route[] = [];
  readonly addedRoutes6: Route[] = [];
  /** By name below /proc/sys/net, with slashes: `ipv4/ip_forward`. */
  readonly sysctls = new Map([
    ['ipv4/ip_forward', '0'],
    ['ipv4/ip_unprivileged_port_start', '1024'],
    ['ipv4/ip_local_port_range', '32768\t60999'],
    ['ipv4/ping_group_range', '1\t0'],
    ['core/somaxconn', '4096'],
    ['ipv6/conf/all/disable_ipv6', '0'],
    ['ipv6/conf/default/disable_ipv6', '0'],
    ['ipv6/conf/all/forwarding', '0'],
  ]);
  #lastPort = 0;
  /** `lo` is 1. */
  #lastIndex = 1;

  constructor(inode: number) {
    this.inode = inode;
  }

  /** Without IPv6 the links lose its addresses at once. @param key one of `sysctls` */
  setSysctl(key: string, value: string): void {
    this.sysctls.set(key, value);
    if (key !== 'ipv6/conf/all/disable_ipv6' || value !== '1') return;
    for (const link of this.links.values()) link.addresses6 = [];
    this.addedRoutes6.length = 0;
  }

  /** The number of a new link. */
  nextIndex(): number {
    return ++this.#lastIndex;
  }

  /** The number of a link that comes from another namespace: its own, unless that is taken here. */
  indexFor(wanted: number): number {
    return [...this.links.values()].some(({ index }) => index === wanted) ? this.nextIndex() : wanted;
  }

  /** Routes of addresses and added ones, the most exact first. */
  routes(): readonly Route[] {
    const connected = [...this.links.values()].flatMap((link) =>
      link.up && link.kind !== 'loopback'
        ? link.addresses
            .filter(({ bits }) => bits < 32)
            .map(({ address, bits }): Route => ({
              to: networkOf(address, bits),
              link,
              source: address,
              connected: true,
            }))
        : [],
    );
    return [...connected, ...this.addedRoutes.filter(({ link }) => link.up)];
  }

  /** Routes of IPv6, by address, the default last. */
  routes6(): readonly Route[] {
    const connected = [...this.links.values()].flatMap((link) =>
      link.up
        ? link.addresses6
            .filter(({ bits }) => bits < 128)
            .map(({ address, bits }): Route => ({
              to: formatSubnet6(parseSubnet6(`${address}/${bits}`) ?? { base: 0n, bits }),
              link,
              source: address,
              metric: 256,
              connected: true,
            }))
        : [],
    );
    return [
      ...connected.sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0)),
      ...this.addedRoutes6.filter(({ link }) => link.up),
    ];
  }

  /** The route to an address: longest prefix, then lowest metric. */
  routeTo(address: string): Route | undefined {
    if (isIPv6(address)) return this.#routeTo6(address);
    const number = parseAddress(address);
    if (number === undefined) return undefined;
    let best: { route: Route; bits: number } | undefined;
    for (const route of this.routes()) {
      const subnet = parseSubnet(route.to === 'default' ? '0.0.0.0/0' : route.to);
      if (subnet === undefined || !contains(subnet, number)) continue;
      const better =
        best === undefined ||
        subnet.bits > best.bits ||
        (subnet.bits === best.bits && (route.metric ?? 0) < (best.route.metric ?? 0));
      if (better) best = { route, bits: subnet.bits };
    }
    return best?.route;
  }

  #routeTo6(address: string): Route | undefined {
    const fitting = this.routes6().filter(({ to }) => addressInSubnet(address, to === 'default' ? '::/0' : to));
    const bits = ({ to }: Route): number => (to === 'default' ? 0 : Number(to.split('/')[1] ?? 128));
    return fitting.sort((a, b) => bits(b) - bits(a) || (a.metric ?? 0) - (b.metric ?? 0))[0];
  }

  /** Whether packets to an address end here. */
  isLocal(address: string): boolean {
    if (isLoopback(address) || address === '0.0.0.0') return this.links.get('lo')?.up === true;
    for (const link of this.links.values()) if (link.up && link.has(address)) return true;
    return false;
  }

  /** A free port for an outgoing connection, or for `bind` to port 0. */
  ephemeralPort(): number {
    const [low = 32_768, high = 60_999] = (this.sysctls.get('ipv4/ip_local_port_range') ?? '').split(/\s+/).map(Number);
    const taken = new Set([...this.listeners].map(({ port }) => port));
    do this.#lastPort = this.#lastPort < low || this.#lastPort >= high ? low : this.#lastPort + 1;
    while (taken.has(this.#lastPort));
    return this.#lastPort;
  }
}

function networkOf(address: string, bits: number): string {
  const subnet = parseSubnet(`${address}/${bits}`);
  if (subnet === undefined) throw new Error(`not an address: ${address}/${bits}`);
  return formatSubnet(subnet);
}
