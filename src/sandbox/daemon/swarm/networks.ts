import { ApiError } from '../../api/errors.ts';
import type { NetworkCreateBody, NetworkCreateResponse } from '../../api/types/network.ts';
import { formatAddress, formatSubnet, parseAddress, parseSubnet } from '../../kernel/net/address.ts';
import type { Daemon } from '../daemon.ts';
import { createNetwork } from '../network/create.ts';
import { lookUpNetwork } from '../network/find.ts';
import { membersOf } from '../network/inspect.ts';
import type { NetworkRecord } from '../state.ts';
import type { ServiceRecord } from './state.ts';
import { createIngressSandbox } from './ingress.ts';
import { isTaskContainer } from './slot.ts';
import { addTunnel, createSegment, removeTunnel } from './tunnel.ts';
import { checkObjectName, isHeard, type Member, newId, rpcError, type Swarm } from './swarm.ts';

const GATEWAY_BRIDGE = 'docker_gwbridge';

const POOL = '10.0.0.0/8';

/** The bridge by which tasks reach the world; it stays when the swarm is left. */
export function ensureGatewayBridge(daemon: Daemon): void {
  if (lookUpNetwork(daemon, GATEWAY_BRIDGE) !== undefined) return;
  createNetwork(daemon, {
    Name: GATEWAY_BRIDGE,
    Driver: 'bridge',
    Options: {
      'com.docker.network.bridge.enable_icc': 'false',
      'com.docker.network.bridge.enable_ip_masquerade': 'true',
      'com.docker.network.bridge.name': GATEWAY_BRIDGE,
    },
  });
}

/** POST /networks/create with the driver overlay. */
export function createOverlay(swarm: Swarm, body: NetworkCreateBody): NetworkCreateResponse {
  const { daemon, state } = swarm;
  if ([...daemon.state.networks.values()].some(({ name }) => name === body.Name)) {
    throw new ApiError('conflict', `network with name ${body.Name} already exists`);
  }
  checkObjectName(body.Name);
  const [asked] = body.IPAM?.Config ?? [];
  const subnet = asked?.Subnet || freeSubnet(swarm);
  const parsed = parseSubnet(subnet);
  if (parsed === undefined) throw rpcError('InvalidArgument', `invalid subnet ${subnet}`);
  const gateway = asked?.Gateway || formatAddress(parsed.base + 1);
  const network: NetworkRecord = {
    id: newId(daemon),
    name: body.Name,
    created: daemon.kernel.clock.now(),
    driver: 'overlay',
    enableIPv4: true,
    enableIPv6: false,
    internal: body.Internal ?? false,
    attachable: body.Attachable ?? false,
    ipam: {
      Driver: body.IPAM?.Driver || 'default',
      Options: null,
      Config: [{ Subnet: subnet, ...(asked?.IPRange && { IPRange: asked.IPRange }), Gateway: gateway }],
    },
    userSubnet: asked?.Subnet !== undefined && asked.Subnet !== '',
    options: sorted({
      ...body.Options,
      'com.docker.network.driver.overlay.vxlanid_list': String(++state.lastVxlan),
    }),
    labels: body.Labels ?? {},
    bridge: 'br0',
    overlay: {
      ingress: body.Ingress ?? false,
      reserved: [],
      taken: new Set(),
      peers: [],
    },
  };
  state.index++;
  for (const member of swarm.members.values()) {
    if (network.overlay?.ingress === true || isManager(swarm, member)) attachNetwork(swarm, member, network);
  }
  daemon.events.log('network', 'create', network.id, { name: network.name, type: 'overlay' });
  return { Id: network.id, Warning: '' };
}

const isManager = ({ state }: Swarm, { nodeId }: Member): boolean => state.nodes.get(nodeId)?.spec.Role === 'manager';

/** Makes an overlay network known to an engine: managers know all of them, workers those of their tasks. */
export function attachNetwork(swarm: Swarm, member: Member, network: NetworkRecord): void {
  const { daemon, nodeId } = member;
  if (network.overlay === undefined || daemon.state.networks.has(network.id)) return;
  daemon.state.networks.set(network.id, network);
  daemon.network.addBridge(network);
  const address = swarm.state.nodes.get(nodeId)?.address ?? '';
  network.overlay.peers.push({ name: daemon.kernel.random.hex(12), address });
  for (const { virtualIps } of swarm.state.services.values()) {
    for (const ip of virtualIps) {
      if (ip.networkId === network.id) daemon.network.addVirtualAddress(network, withoutPrefix(ip.address));
    }
  }
  if (network.overlay.ingress) {
    ensureBalancer(member, network);
    member.ingress = createIngressSandbox(daemon, network, member.balancers.get(network.id)?.address ?? '');
  }
  if (swarm.members.size > 1) for (const other of swarm.members.values()) addTunnels(swarm, other);
}

/** Tunnels of one node: each overlay network that it has is one stretch of wire with the other nodes. */
function addTunnels(swarm: Swarm, { daemon, nodeId, tunnels }: Member): void {
  for (const network of daemon.state.networks.values()) {
    if (network.overlay === undefined || tunnels.has(network.id)) continue;
    const segment = swarm.segments.get(network.id) ?? createSegment(daemon);
    swarm.segments.set(network.id, segment);
    const tunnel = addTunnel(daemon, network, segment);
    if (tunnel === undefined) continue;
    tunnel.up = isHeard(swarm, nodeId);
    tunnels.set(network.id, tunnel);
  }
}

/** A node's load balancer on a network gets its address with the first task there. */
export function ensureBalancer({ balancers, daemon }: Member, network: NetworkRecord): void {
  if (network.overlay === undefined || balancers.has(network.id)) return;
  const address = `${reserveAddress(network)}/${prefixOf(network)}`;
  balancers.set(network.id, { endpointId: daemon.kernel.random.hex(64), address });
}

/** Takes an overlay network away from an engine. */
export function detachNetwork(swarm: Swarm, member: Member, network: NetworkRecord): void {
  const { daemon, nodeId } = member;
  removeTunnel(daemon, member.tunnels.get(network.id));
  member.tunnels.delete(network.id);
  releaseAddress(network, withoutPrefix(member.balancers.get(network.id)?.address ?? ''));
  member.balancers.delete(network.id);
  daemon.network.removeBridge(network);
  daemon.state.networks.delete(network.id);
  const address = swarm.state.nodes.get(nodeId)?.address ?? '';
  const { peers = [] } = network.overlay ?? {};
  const index = peers.findIndex((peer) => peer.address === address);
  if (index >= 0) peers.splice(index, 1);
}

/** A network is gone from all of the swarm. */
export function forgetNetwork(swarm: Swarm, network: NetworkRecord): void {
  for (const member of swarm.members.values()) {
    if (member.daemon.state.networks.has(network.id)) detachNetwork(swarm, member, network);
  }
  swarm.segments.delete(network.id);
}

/** The next subnet of the swarm's address pools that nobody has. */
function freeSubnet({ daemon, state }: Swarm): string {
  const { addrPool, subnetSize } = state.cluster;
  const taken = new Set(
    [...daemon.state.networks.values()].flatMap(({ ipam }) => (ipam.Config ?? []).map(({ Subnet }) => Subnet)),
  );
  for (const text of addrPool.length > 0 ? addrPool : [POOL]) {
    const pool = parseSubnet(text);
    if (pool === undefined) continue;
    const size = 2 ** (32 - subnetSize);
    for (let base = pool.base; base < pool.base + 2 ** (32 - pool.bits); base += size) {
      const subnet = formatSubnet({ base, bits: subnetSize });
      if (!taken.has(subnet)) return subnet;
    }
  }
  throw rpcError('FailedPrecondition', 'no available subnet in the default address pools');
}

/** An address of an overlay network that nobody has, kept for a service or a load balancer. */
export function reserveAddress(network: NetworkRecord): string {
  const [pool] = network.ipam.Config ?? [];
  const subnet = parseSubnet(pool?.Subnet ?? '');
  if (subnet === undefined || network.overlay === undefined) throw new Error(`network ${network.name} is no overlay`);
  const taken = new Set([pool?.Gateway, ...network.overlay.reserved, ...network.overlay.taken]);
  for (let address = subnet.base + 2; address < subnet.base + 2 ** (32 - subnet.bits) - 1; address++) {
    const text = formatAddress(address);
    if (taken.has(text)) continue;
    network.overlay.reserved.push(text);
    return text;
  }
  throw rpcError('FailedPrecondition', `could not find an available IP on network ${network.name}`);
}

export function releaseAddress(network: NetworkRecord | undefined, address: string): void {
  const reserved = network?.overlay?.reserved;
  const index = reserved?.indexOf(address) ?? -1;
  if (index >= 0) reserved?.splice(index, 1);
}

export interface ServiceNetwork {
  readonly network: NetworkRecord;
  readonly aliases: readonly string[];
}

/** Networks of a service's tasks: the ingress network first, when it publishes by the routing mesh. */
export function serviceNetworks({ daemon }: Swarm, { spec, ports }: ServiceRecord): ServiceNetwork[] {
  const ingress = [...daemon.state.networks.values()].find(({ overlay }) => overlay?.ingress === true);
  const mesh = ports.some(({ PublishMode }) => PublishMode === 'ingress');
  return [
    ...(mesh && ingress !== undefined ? [{ network: ingress, aliases: [] }] : []),
    ...(spec.TaskTemplate.Networks ?? []).flatMap(({ Target, Aliases = [] }) => {
      const network = lookUpNetwork(daemon, Target);
      return network === undefined ? [] : [{ network, aliases: Aliases }];
    }),
  ];
}

/** @throws {ApiError} `… network X is in use by service Y` */
export function checkOverlayUnused(swarm: Swarm, network: NetworkRecord): void {
  for (const service of swarm.state.services.values()) {
    if (!serviceNetworks(swarm, service).some((own) => own.network.id === network.id)) continue;
    throw rpcError('FailedPrecondition', `network ${network.id} is in use by service ${service.id}`);
  }
  const attached = membersOf(swarm.daemon, network).find(
    ({ record }) => !isTaskContainer(swarm.daemon.swarm, record.id),
  );
  if (attached === undefined) return;
  // What holds a plain container on the network is a task, too.
  throw rpcError('FailedPrecondition', `network ${network.id} is in use by task ${newId(swarm.daemon)}`);
}

/** `10.0.1.2/24` → `10.0.1.2` */
export const withoutPrefix = (address: string): string => address.split('/', 1)[0] ?? '';

/** The length of a network's prefix. */
export function prefixOf({ ipam }: NetworkRecord): number {
  return parseSubnet(ipam.Config?.[0]?.Subnet ?? '')?.bits ?? 24;
}

export const isAddress = (text: string): boolean => parseAddress(text) !== undefined;

/** By key, as a map of Go comes in JSON. */
const sorted = (options: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
