import type { Link } from '../../kernel/net/link.ts';
import { contains, formatAddress, parseAddress, parseSubnet } from '../../kernel/net/address.ts';
import type { Masquerade, NetNamespace } from '../../kernel/net/namespace.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { ApiError } from '../../api/errors.ts';
import type { ContainerRecord, DaemonState, EndpointRecord, NetworkRecord } from '../state.ts';

/** Bridges, cables and addresses of the networks: what libnetwork's bridge driver does. */
export class NetworkDriver {
  readonly #kernel: Kernel;
  readonly #state: DaemonState;
  readonly #bridges = new Map<string, { readonly link: Link; readonly masquerade: Masquerade | undefined }>();
  /** Host ends of the cables, by endpoint id. */
  readonly #cables = new Map<string, Link>();

  constructor(kernel: Kernel, state: DaemonState) {
    this.#kernel = kernel;
    this.#state = state;
  }

  /** The bridge device of a network with its gateway's address. */
  addBridge(network: NetworkRecord): void {
    const { net } = this.#kernel.namespaces;
    const link = this.#kernel.network.addLink(net, 'bridge', network.bridge);
    const { subnet, gateway } = poolOf(network);
    link.addresses = [{ address: gateway, bits: subnet.bits }];
    link.up = true;
    net.sysctls.set('ipv4/ip_forward', '1');
    const masquerade = network.internal ? undefined : { subnet: `${formatAddress(subnet.base)}/${subnet.bits}`, link };
    if (masquerade !== undefined) net.masquerades.add(masquerade);
    this.#bridges.set(network.id, { link, masquerade });
    this.#restrict();
  }

  removeBridge(network: NetworkRecord): void {
    const bridge = this.#bridges.get(network.id);
    if (bridge === undefined) return;
    if (bridge.masquerade !== undefined) this.#kernel.namespaces.net.masquerades.delete(bridge.masquerade);
    this.#kernel.network.deleteLink(bridge.link);
    this.#bridges.delete(network.id);
  }

  /** Bridges are kept apart, and nothing leaves an internal one. @see iptables chains DOCKER-ISOLATION-STAGE */
  #restrict(): void {
    const { net } = this.#kernel.namespaces;
    net.mayForward = (_packet, from, to) => {
      if (from === to) return true;
      const links = [...this.#bridges].map(([id, { link }]) => [link, id] as const);
      const source = links.find(([link]) => link === from);
      const target = links.find(([link]) => link === to);
      if (source !== undefined && target !== undefined) return false;
      const isInternal = (id: string | undefined) =>
        [...this.#state.networks.values()].some((network) => network.id === id && network.internal);
      return !isInternal(source?.[1]) && !isInternal(target?.[1]);
    };
  }

  /**
   * Plugs a container into a network.
   *
   * @throws {ApiError} `Address already in use`, `no available IPv4 addresses …`
   */
  connect(record: ContainerRecord, network: NetworkRecord, endpoint: EndpointRecord, netns: NetNamespace): void {
    const { random, network: links, namespaces } = this.#kernel;
    endpoint.networkId = network.id;
    endpoint.endpointId = random.hex(64);
    if (network.bridge === '') return;
    const { subnet, gateway } = poolOf(network);
    endpoint.ipAddress = this.#allocate(network, endpoint);
    endpoint.ipPrefixLen = subnet.bits;
    endpoint.gateway = network.internal ? '' : gateway;
    endpoint.macAddress = endpoint.wantedMac || record.config.MacAddress || links.randomMac();
    const user = network.name !== 'bridge';
    endpoint.dnsNames = user ? dnsNamesOf(record, endpoint) : null;
    let index = 0;
    while (netns.links.has(`eth${index}`)) index++;
    const [outer, inner] = links.addVethPair(
      namespaces.net,
      `veth${random.hex(7)}`,
      netns,
      `eth${index}`,
      endpoint.macAddress,
    );
    outer.bridge = this.#bridges.get(network.id)?.link;
    outer.up = inner.up = true;
    inner.addresses = [{ address: endpoint.ipAddress, bits: subnet.bits }];
    if (!network.internal && !netns.addedRoutes.some(({ to }) => to === 'default')) {
      netns.addedRoutes.push({ to: 'default', via: gateway, link: inner, connected: false });
    }
    this.#cables.set(endpoint.endpointId, outer);
  }

  /** Pulls the plug; the address is free again. */
  disconnect(endpoint: EndpointRecord): void {
    const cable = this.#cables.get(endpoint.endpointId);
    if (cable !== undefined) this.#kernel.network.deleteLink(cable);
    this.#cables.delete(endpoint.endpointId);
    endpoint.endpointId = endpoint.gateway = endpoint.ipAddress = endpoint.macAddress = '';
    endpoint.ipPrefixLen = 0;
    endpoint.dnsNames = null;
  }

  /** The lowest address that nobody has. */
  #allocate(network: NetworkRecord, endpoint: EndpointRecord): string {
    const { subnet, gateway, range, reserved } = poolOf(network);
    const taken = new Set([gateway, ...reserved]);
    for (const { networks } of this.#state.containers.values()) {
      for (const other of Object.values(networks)) if (other.networkId === network.id) taken.add(other.ipAddress);
    }
    const wanted = endpoint.ipamConfig?.IPv4Address ?? '';
    if (wanted !== '') {
      if (taken.has(wanted)) throw new ApiError('forbidden', 'Address already in use');
      return wanted;
    }
    const last = range.base + 2 ** (32 - range.bits) - (range.bits === subnet.bits ? 2 : 1);
    for (let address = range.bits === subnet.bits ? range.base + 1 : range.base; address <= last; address++) {
      const text = formatAddress(address);
      if (contains(subnet, address) && !taken.has(text)) return text;
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

function poolOf(network: NetworkRecord) {
  const [pool] = network.ipam.Config ?? [];
  const subnet = parseSubnet(pool?.Subnet ?? '');
  if (subnet === undefined) throw new Error(`network ${network.name} has no subnet`);
  const range = parseSubnet(pool?.IPRange ?? '') ?? subnet;
  const gateway = pool?.Gateway ?? formatAddress(subnet.base + 1);
  if (parseAddress(gateway) === undefined) throw new Error(`network ${network.name} has no gateway`);
  return { subnet, range, gateway, reserved: Object.values(pool?.AuxiliaryAddresses ?? {}) };
}
