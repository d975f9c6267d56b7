import type { Listener } from '../../kernel/net/listener.ts';
import { Errno } from '../../kernel/errno.ts';
import { listen } from '../../kernel/net/listen.ts';
import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { startHeartbeat } from './heartbeat.ts';
import { attachNetwork, checkOverlayUnused, createOverlay, ensureGatewayBridge, forgetNetwork } from './networks.ts';
import { resolveService } from './routing.ts';
import type { NodeRecord } from './state.ts';
import { managerOf, type Member, poke, type Swarm } from './swarm.ts';
import { swarmInfo } from './view.ts';

/** Who waits at a manager's socket: what would be spoken there by gRPC is a call here. */
const ENGINES = new WeakMap<Listener, Daemon>();

export const engineAt = (listener: Listener): Daemon | undefined => ENGINES.get(listener);

/** Where managers wait for others, when they aren't told otherwise. */
export const PORT = 2377;

/** Gossip of the overlay networks. */
const GOSSIP_PORT = 7946;

/** An engine becomes a node. @throws {ApiError} `… address already in use` */
export function enterSwarm(swarm: Swarm, daemon: Daemon, node: NodeRecord, port: number): void {
  const member: Member = {
    nodeId: node.id,
    daemon,
    agents: new Set(),
    routes: new Set(),
    tunnels: new Map(),
    balancers: new Map(),
    ingress: undefined,
    sockets: new Set(),
    over: false,
  };
  if (node.spec.Role === 'manager') listenAt(member, port);
  listenAt(member, GOSSIP_PORT);
  swarm.members.set(node.id, member);
  swarm.state.nodes.set(node.id, node);
  Object.assign(daemon.swarm, {
    current: swarm,
    nodeId: node.id,
    info: () => swarmInfo(swarm, member),
    createNetwork: (body) => createOverlay(managerOf(daemon), body),
    checkNetwork: (network) => checkOverlayUnused(swarm, network),
    balancerOn: ({ id }) => member.balancers.get(id),
    forgetNetwork: (network) => forgetNetwork(swarm, network),
    resolve: (networks, name) => resolveService(swarm, networks, name),
  } satisfies typeof daemon.swarm);
  ensureGatewayBridge(daemon);
  for (const network of swarm.daemon.state.networks.values()) {
    const { overlay } = network;
    if (overlay !== undefined && (overlay.ingress || node.spec.Role === 'manager'))
      attachNetwork(swarm, member, network);
  }
  if (swarm.members.size > 1) startHeartbeat(swarm);
  poke(swarm);
}

/** A manager waits for others at its port; a node that becomes one does from then on. */
export function listenAt(member: Member, port: number): void {
  const { daemon } = member;
  try {
    const socket = listen(daemon.process, { port }, {});
    ENGINES.set(socket, daemon);
    member.sockets.add(socket);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new ApiError(
      'internal',
      `failed to listen on remote API address: listen tcp 0.0.0.0:${port}: bind: ${error.message.toLowerCase()}`,
    );
  }
}
