import type { Link } from '../../kernel/net/link.ts';
import { contains, formatAddress, formatSubnet, parseAddress, parseSubnet } from '../../kernel/net/address.ts';
import type { NetNamespace } from '../../kernel/net/namespace.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { ApiError } from '../../api/errors.ts';
import type { ContainerRecord, DaemonState, EndpointRecord, NetworkRecord } from '../state.ts';
import { type Bridged, Firewall } from './firewall.ts';
import { isParentDriver, isRouted, parentOf } from './parent.ts';

/** Room for the header of VXLAN. */
const OVERLAY_MTU = 1450;

/** Overlay networks derive MAC addresses. */
export const macOf = (address: string): string =>
  ['02', '42', ...address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');

/** Bridges, cables and addresses of the networks: what libnetwork's bridge driver does. */
export class NetworkDriver {
  readonly #kernel: Kernel;
  readonly #state: DaemonState;
  readonly #bridges = new Map<string, Link>();
  readonly firewall: Firewall;
  /** Host ends of the cables, by endpoint id. */
  /** By network: addresses of endpoints, and where to look for a free one. */
  readonly #pools = new Map<string, { readonly taken: Set<string>; lowest: number }>();
  readonly #cables = new Map<string, Link>();

  constructor(kernel: Kernel, state: DaemonState) {
    this.#kernel = kernel;
    this.#state = state;
    this.firewall = new Firewall(kernel.namespaces.net);
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
    const { subnet, gateway } = poolOf(network);
    link.addresses = [{ address: gateway, bits: subnet.bits }];
    link.up = true;
    net.sysctls.set('ipv4/ip_forward', '1');
    this.#bridges.set(network.id, link);
    this.firewall.addNetwork(network.id, bridgedOf(network));
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
    if (link !== undefined) link.addresses = [...link.addresses, { address, bits: poolOf(network).subnet.bits }];
  }

  removeVirtualAddress(network: NetworkRecord, address: string): void {
    const link = this.balancerOf(network);
    if (link !== undefined) link.addresses = link.addresses.filter((own) => own.address !== address);
  }

  /** Where the host reaches a container: on an overlay network by docker_gwbridge. */
  outerAddress({ endpointId, ipAddress }: Pick<EndpointRecord, 'endpointId' | 'ipAddress'>): string {
    return this.#gateways.get(endpointId)?.address ?? ipAddress;
  }

  /** A container on overlay networks has its way to the world by docker_gwbridge. */
  connectGateway(endpoint: Pick<EndpointRecord, 'endpointId'>, netns: NetNamespace): void {
    const network = [...this.#state.networks.values()].find(({ name }) => name === 'docker_gwbridge');
    if (network === undefined || netns.addedRoutes.some(({ to }) => to === 'default')) return;
    const { subnet, gateway } = poolOf(network);
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
      freeName(netns),
      mac,
    );
    outer.bridge = bridge;
    outer.up = inner.up = true;
    if (network.overlay !== undefined) outer.mtu = inner.mtu = OVERLAY_MTU;
    return [outer, inner];
  }

  removeBridge(network: NetworkRecord): void {
    if (isParentDriver(network.driver) && (network.options['parent'] ?? '') === '') {
      this.#kernel.network.deleteLink(parentOf({ kernel: this.#kernel }, network));
    }
    const bridge = this.#bridges.get(network.id);
    if (bridge === undefined) return;
    this.firewall.remove(network.id);
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
    if (network.bridge === '') return;
    const { subnet, gateway } = poolOf(network);
    endpoint.ipAddress = this.#allocate(network, endpoint);
    endpoint.ipPrefixLen = subnet.bits;
    const isOverlay = network.overlay !== undefined;
    endpoint.gateway = network.internal || isOverlay ? '' : gateway;
    const chosenMac = isOverlay ? macOf(endpoint.ipAddress) : links.randomMac();
    endpoint.macAddress = endpoint.wantedMac || record.config.MacAddress || chosenMac;
    const user = network.name !== 'bridge';
    endpoint.dnsNames = user ? dnsNamesOf(record, endpoint) : null;
    if (isParentDriver(network.driver)) {
      this.#connectToParent(network, endpoint, netns);
      return;
    }
    const [outer, inner] = this.#plug(network, netns, endpoint.macAddress);
    inner.addresses = [{ address: endpoint.ipAddress, bits: subnet.bits }];
    if (isOverlay && !network.internal) this.connectGateway(endpoint, netns);
    else if (!network.internal && !netns.addedRoutes.some(({ to }) => to === 'default')) {
      netns.addedRoutes.push({ to: 'default', via: gateway, link: inner, connected: false });
    }
    this.#cables.set(endpoint.endpointId, outer);
    if (!isOverlay) this.firewall.addEndpoint(endpoint.endpointId, bridgedOf(network), endpoint.ipAddress);
  }

  /** A link of its own on the wire of the network's parent. */
  #connectToParent(network: NetworkRecord, endpoint: EndpointRecord, netns: NetNamespace): void {
    const parent = parentOf({ kernel: this.#kernel }, network);
    const kind = network.driver as 'macvlan' | 'ipvlan';
    const link = this.#kernel.network.addChild(parent, kind, netns, freeName(netns), endpoint.macAddress);
    link.isRouted = isRouted(network);
    link.addresses = [{ address: endpoint.ipAddress, bits: endpoint.ipPrefixLen }];
    link.up = true;
    if (link.isRouted || network.internal) endpoint.gateway = '';
    if (kind === 'ipvlan') endpoint.macAddress = '';
    if (!network.internal && !netns.addedRoutes.some(({ to }) => to === 'default')) {
      const via = endpoint.gateway;
      netns.addedRoutes.push({ to: 'default', link, connected: false, ...(via !== '' && { via }) });
    }
    this.#cables.set(endpoint.endpointId, link);
  }

  /** Pulls the plug; the address is free again. */
  disconnect(endpoint: EndpointRecord): void {
    this.#release(endpoint);
    this.firewall.remove(endpoint.endpointId);
    const cable = this.#cables.get(endpoint.endpointId);
    if (cable !== undefined) this.#kernel.network.deleteLink(cable);
    this.#cables.delete(endpoint.endpointId);
    const gateway = this.#gateways.get(endpoint.endpointId);
    if (gateway !== undefined) this.#kernel.network.deleteLink(gateway.cable);
    this.#gateways.delete(endpoint.endpointId);
    endpoint.endpointId = endpoint.gateway = endpoint.ipAddress = endpoint.macAddress = '';
    endpoint.ipPrefixLen = 0;
    endpoint.dnsNames = null;
  }

  #release({ networkId, ipAddress }: EndpointRecord): void {
    [...this.#state.networks.values()].find(({ id }) => id === networkId)?.overlay?.taken.delete(ipAddress);
    const pool = this.#pools.get(networkId);
    if (pool?.taken.delete(ipAddress) === true)
      pool.lowest = Math.min(pool.lowest, parseAddress(ipAddress) ?? Infinity);
  }

  /** The lowest address that nobody has. */
  #allocate(network: NetworkRecord, endpoint: EndpointRecord): string {
    const { subnet, gateway, range, reserved } = poolOf(network);
    const kept = new Set([gateway, ...reserved, ...(network.overlay?.reserved ?? [])]);
    const first = range.bits === subnet.bits ? range.base + 1 : range.base;
    // The addresses of an overlay network are given by the swarm, wherever a container runs.
    const pool = this.#pools.get(network.id) ?? { taken: network.overlay?.taken ?? new Set(), lowest: first };
    this.#pools.set(network.id, pool);
    const isFree = (address: string) => !kept.has(address) && !pool.taken.has(address);
    const wanted = endpoint.ipamConfig?.IPv4Address ?? '';
    if (wanted !== '') {
      if (!isFree(wanted)) throw new ApiError('forbidden', 'Address already in use');
      pool.taken.add(wanted);
      return wanted;
    }
    const last = range.base + 2 ** (32 - range.bits) - (range.bits === subnet.bits ? 2 : 1);
    // Addresses that an overlay network keeps for services come and go.
    for (let address = network.overlay === undefined ? pool.lowest : first; address <= last; address++) {
      const text = formatAddress(address);
      if (!contains(subnet, address) || !isFree(text)) continue;
      pool.taken.add(text);
      pool.lowest = address + 1;
      return text;
    }
    throw new ApiError(
      'internal',
      `no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`,
    );
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
  return { bridge, internal, options, subnet: formatSubnet(poolOf(network).subnet) };
}

function freeName({ links }: NetNamespace): string {
  let index = 0;
  while (links.has(`eth${index}`)) index++;
  return `eth${index}`;
}

function poolOf(network: NetworkRecord) {
  const [pool] = network.ipam.Config ?? [];
  const subnet = parseSubnet(pool?.Subnet ?? '');
  if (subnet === undefined) throw new Error(`network ${network.name} has no subnet`);
  const range = parseSubnet(pool?.IPRange ?? '') ?? subnet;
  const gateway = pool?.Gateway ?? formatAddress(range.base + 1);
  if (parseAddress(gateway) === undefined) throw new Error(`network ${network.name} has no gateway`);
  return { subnet, range, gateway, reserved: Object.values(pool?.AuxiliaryAddresses ?? {}) };
}
