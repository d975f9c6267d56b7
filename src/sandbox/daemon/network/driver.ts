import type { Link } from '../../kernel/net/link.ts';
import { formatAddress, formatSubnet } from '../../kernel/net/address.ts';
import { formatSubnet6 } from '../../kernel/net/address6.ts';
import type { NetNamespace } from '../../kernel/net/namespace.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { ApiError } from '../../api/errors.ts';
import type { ContainerRecord, DaemonState, EndpointRecord, NetworkRecord } from '../state.ts';
import { Addresses } from './addresses.ts';
import { type Bridged, Firewall } from './firewall.ts';
import { isInhibited } from './gateway-allocation.ts';
import { isParentDriver, isRouted, parentOf } from './parent.ts';
import { pool6Of, poolOf } from './pools.ts';
import { withLinkLocal, giveAddresses, giveRoutes } from './link-addresses.ts';

/** Room for the header of VXLAN. */
const OVERLAY_MTU = 1450;

/** Overlay networks derive MAC addresses. */
export const macOf = (address: string): string =>
  ['02', '42', ...address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');

/** Bytes, as `--opt com.docker.network.driver.mtu` says; undefined leaves the usual. */
function mtuOf({ options }: NetworkRecord): number | undefined {
  const value = Number(options['com.docker.network.driver.mtu'] ?? '0');
  return Number.isInteger(value) && value > 0 ? value : undefined;
}

/** Bridges, cables and addresses of the networks: what libnetwork's bridge driver does. */
export class NetworkDriver {
  readonly #kernel: Kernel;
  readonly #state: DaemonState;
  readonly #bridges = new Map<string, Link>();
  readonly firewall: Firewall;
  readonly #addresses = new Addresses();
  readonly firewall6: Firewall;
  /** Host ends of the cables, by endpoint id. */
  readonly #cables = new Map<string, Link>();

  constructor(kernel: Kernel, state: DaemonState) {
    this.#kernel = kernel;
    this.#state = state;
    this.firewall = new Firewall(kernel.namespaces.net);
    this.firewall6 = new Firewall(kernel.namespaces.net, 'inet6');
  }

  /** Ways out of containers on overlay networks, by endpoint id. */
  readonly #gateways = new Map<string, { readonly cable: Link; readonly address: string }>();

  /** The bridge device of a network with its gateway's address. */
  addBridge(network: NetworkRecord): void {
    if (network.overlay !== undefined) {
      this.#addOverlay(network);
      return;
    }
    if (isParentDriver(network.driver)) {
      parentOf({ kernel: this.#kernel }, network);
      return;
    }
    const { net } = this.#kernel.namespaces;
    const link = this.#kernel.network.addLink(net, 'bridge', network.bridge);
    const [pool, pool6] = [poolOf(network), pool6Of(network)];
    if (pool !== undefined && pool.gateway !== '' && !isInhibited(network))
      link.addresses = [{ address: pool.gateway, bits: pool.subnet.bits }];
    link.up = true;
    link.mtu = mtuOf(network) ?? link.mtu;
    net.sysctls.set('ipv4/ip_forward', '1');
    this.#bridges.set(network.id, link);
    this.firewall.addNetwork(network.id, bridgedOf(network));
    if (pool6 === undefined) return;
    link.addresses6 = withLinkLocal(
      link,
      pool6.gateway === '' ? undefined : { address: pool6.gateway, bits: pool6.subnet.bits },
    );
    net.sysctls.set('ipv6/conf/all/forwarding', '1');
    this.firewall6.addNetwork(network.id, bridged6Of(network));
  }

  /** An overlay network's bridge stands in a network stack of its own, as does the balancer of its services. */
  #addOverlay(network: NetworkRecord): void {
    const { network: links } = this.#kernel;
    const netns = links.createNamespace(this.#kernel.nextInode());
    links.setLoopbackUp(netns);
    const link = links.addLink(netns, 'bridge', network.bridge);
    link.up = true;
    link.mtu = OVERLAY_MTU;
    netns.sysctls.set('ipv4/ip_forward', '1');
    this.#bridges.set(network.id, link);
  }

  /** Where virtual addresses of an overlay network live. */
  balancerOf(network: NetworkRecord): Link | undefined {
    return network.overlay === undefined ? undefined : this.#bridges.get(network.id);
  }

  addVirtualAddress(network: NetworkRecord, address: string): void {
    const link = this.balancerOf(network);
    if (link !== undefined) link.addresses = [...link.addresses, { address, bits: poolOf(network)?.subnet.bits ?? 32 }];
  }

  removeVirtualAddress(network: NetworkRecord, address: string): void {
    const link = this.balancerOf(network);
    if (link !== undefined) link.addresses = link.addresses.filter((own) => own.address !== address);
  }

  /** Where the host reaches a container: on an overlay network by docker_gwbridge. */
  outerAddress({
    endpointId,
    ipAddress,
    ipv6Address = '',
  }: Pick<EndpointRecord, 'endpointId' | 'ipAddress'> & { readonly ipv6Address?: string }): string {
    return this.#gateways.get(endpointId)?.address ?? (ipAddress || ipv6Address);
  }

  /** A container on overlay networks has its way to the world by docker_gwbridge. */
  connectGateway(endpoint: Pick<EndpointRecord, 'endpointId'>, netns: NetNamespace): void {
    const network = [...this.#state.networks.values()].find(({ name }) => name === 'docker_gwbridge');
    if (network === undefined || netns.addedRoutes.some(({ to }) => to === 'default')) return;
    const pool = poolOf(network);
    if (pool === undefined) return;
    const { subnet, gateway } = pool;
    const taken = new Set([gateway, ...[...this.#gateways.values()].map(({ address }) => address)]);
    let number = subnet.base + 2;
    while (taken.has(formatAddress(number))) number++;
    const address = formatAddress(number);
    const [cable, inner] = this.#plug(network, netns, this.#kernel.network.randomMac());
    inner.addresses = [{ address, bits: subnet.bits }];
    netns.addedRoutes.push({ to: 'default', via: gateway, link: inner, connected: false });
    this.#gateways.set(endpoint.endpointId, { cable, address });
  }

  /** A cable from a network's bridge into a network stack: its ends there and here. */
  #plug(network: NetworkRecord, netns: NetNamespace, mac: string): [outer: Link, inner: Link] {
    const { random, network: links, namespaces } = this.#kernel;
    const bridge = this.#bridges.get(network.id);
    const [outer, inner] = links.addVethPair(
      bridge?.namespace ?? namespaces.net,
      `veth${random.hex(7)}`,
      netns,
      freeName(netns, network),
      mac,
    );
    outer.bridge = bridge;
    outer.up = inner.up = true;
    outer.mtu = inner.mtu = (network.overlay === undefined ? mtuOf(network) : OVERLAY_MTU) ?? inner.mtu;
    return [outer, inner];
  }

  removeBridge(network: NetworkRecord): void {
    if (isParentDriver(network.driver) && (network.options['parent'] ?? '') === '') {
      this.#kernel.network.deleteLink(parentOf({ kernel: this.#kernel }, network));
    }
    const bridge = this.#bridges.get(network.id);
    if (bridge === undefined) return;
    this.firewall.remove(network.id);
    this.firewall6.remove(network.id);
    if (network.overlay !== undefined) this.#kernel.network.deleteNamespace(bridge.namespace);
    else this.#kernel.network.deleteLink(bridge);
    this.#bridges.delete(network.id);
  }

  /**
   * Plugs a container into a network.
   *
   * @throws {ApiError} `Address already in use`, `no available IPv4 addresses …`
   */
  connect(record: ContainerRecord, network: NetworkRecord, endpoint: EndpointRecord, netns: NetNamespace): void {
    const { random, network: links } = this.#kernel;
    endpoint.networkId = network.id;
    endpoint.endpointId = random.hex(64);
    if (network.configOnly === true) {
      throw new ApiError('forbidden', 'cannot create endpoint on configuration-only network');
    }
    if (network.bridge === '') return;
    const isOverlay = network.overlay !== undefined;
    const hasGateway = !network.internal && !isOverlay;
    const [pool, pool6] = [poolOf(network), pool6Of(network)];
    endpoint.ipAddress = this.#addresses.take(network, endpoint);
    endpoint.ipPrefixLen = pool?.subnet.bits ?? 0;
    endpoint.gateway = hasGateway ? (pool?.gateway ?? '') : '';
    endpoint.ipv6Address = this.#addresses.take6(network, endpoint);
    endpoint.ipv6PrefixLen = pool6?.subnet.bits ?? 0;
    endpoint.ipv6Gateway = hasGateway ? (pool6?.gateway ?? '') : '';
    const chosenMac = isOverlay ? macOf(endpoint.ipAddress) : links.randomMac();
    endpoint.macAddress = endpoint.wantedMac || record.config.MacAddress || chosenMac;
    const user = network.name !== 'bridge';
    endpoint.dnsNames = user ? dnsNamesOf(record, endpoint) : null;
    if (isParentDriver(network.driver)) {
      this.#connectToParent(network, endpoint, netns);
      return;
    }
    const [outer, inner] = this.#plug(network, netns, endpoint.macAddress);
    giveAddresses(inner, endpoint);
    if (isOverlay && !network.internal) this.connectGateway(endpoint, netns);
    else giveRoutes(inner, endpoint);
    this.#cables.set(endpoint.endpointId, outer);
    if (isOverlay) return;
    if (endpoint.ipAddress !== '') {
      this.firewall.addEndpoint(endpoint.endpointId, bridgedOf(network), endpoint.ipAddress);
    }
    if (endpoint.ipv6Address !== '') {
      this.firewall6.addEndpoint(endpoint.endpointId, bridged6Of(network), endpoint.ipv6Address);
    }
  }

  /** A link of its own on the wire of the network's parent. */
  #connectToParent(network: NetworkRecord, endpoint: EndpointRecord, netns: NetNamespace): void {
    const parent = parentOf({ kernel: this.#kernel }, network);
    const kind = network.driver as 'macvlan' | 'ipvlan';
    // Either driver takes all that the parent receives.
    if ([...parent.children].some((child) => child.kind !== kind)) {
      throw new ApiError('internal', `failed to create the ${kind} port: device or resource busy`);
    }
    const link = this.#kernel.network.addChild(parent, kind, netns, freeName(netns, network), endpoint.macAddress);
    link.isRouted = isRouted(network);
    giveAddresses(link, endpoint);
    link.up = true;
    if (link.isRouted || network.internal) endpoint.gateway = endpoint.ipv6Gateway = '';
    if (kind === 'ipvlan') endpoint.macAddress = '';
    if (link.isRouted && !network.internal && !netns.addedRoutes.some(({ to }) => to === 'default')) {
      netns.addedRoutes.push({ to: 'default', link, connected: false });
    } else giveRoutes(link, endpoint);
    this.#cables.set(endpoint.endpointId, link);
  }

  /** Pulls the plug; the address is free again. */
  disconnect(endpoint: EndpointRecord): void {
    const networks = [...this.#state.networks.values()];
    networks.find(({ id }) => id === endpoint.networkId)?.overlay?.taken.delete(endpoint.ipAddress);
    this.#addresses.giveBack(endpoint);
    this.firewall.remove(endpoint.endpointId);
    this.firewall6.remove(endpoint.endpointId);
    const cable = this.#cables.get(endpoint.endpointId);
    if (cable !== undefined) this.#kernel.network.deleteLink(cable);
    this.#cables.delete(endpoint.endpointId);
    const gateway = this.#gateways.get(endpoint.endpointId);
    if (gateway !== undefined) this.#kernel.network.deleteLink(gateway.cable);
    this.#gateways.delete(endpoint.endpointId);
    endpoint.endpointId = endpoint.gateway = endpoint.ipAddress = endpoint.macAddress = '';
    endpoint.ipv6Address = endpoint.ipv6Gateway = '';
    endpoint.ipPrefixLen = endpoint.ipv6PrefixLen = 0;
    endpoint.dnsNames = null;
  }
}

/** Names that the engine's name server knows a container by. */
export const dnsNamesOf = (record: ContainerRecord, { aliases }: EndpointRecord): string[] => [
  ...new Set([record.name, ...(aliases ?? []), record.id.slice(0, 12), ...hostnames(record)]),
];

const hostnames = (record: ContainerRecord): string[] =>
  record.config.Hostname === record.id.slice(0, 12) ? [] : [record.config.Hostname];

/** What the firewall asks of a network. */
export function bridgedOf(network: NetworkRecord): Bridged {
  const { bridge, internal, options } = network;
  const pool = poolOf(network);
  return { bridge, internal, options, subnet: pool === undefined ? undefined : formatSubnet(pool.subnet) };
}

/** The same for IPv6. */
export function bridged6Of(network: NetworkRecord): Bridged {
  const pool = pool6Of(network);
  return { ...bridgedOf(network), subnet: pool === undefined ? undefined : formatSubnet6(pool.subnet) };
}

/** `eth0`, or with the prefix that the network has. */
function freeName({ links }: NetNamespace, { options }: NetworkRecord): string {
  const prefix = options['com.docker.network.container_iface_prefix'] || 'eth';
  let index = 0;
  while (links.has(`${prefix}${index}`)) index++;
  return `${prefix}${index}`;
}
