import type { SwarmInfo } from '../../api/types/swarm.ts';
import type { NetworkCreateBody, NetworkCreateResponse } from '../../api/types/network.ts';
import type { NetworkRecord } from '../state.ts';
import type { Balancer, Swarm } from './swarm.ts';

/** What the rest of the daemon asks a swarm for; its code is loaded when a swarm is first asked for. */
export interface SwarmSlot {
  current: Swarm | undefined;
  /** Id of this engine's node; '' outside of a swarm. */
  nodeId: string;
  /** `.Swarm` of /info; undefined outside of a swarm. */
  info: (() => SwarmInfo) | undefined;
  /** POST /networks/create with the driver overlay. */
  createNetwork: ((body: NetworkCreateBody) => NetworkCreateResponse) | undefined;
  /** Refuses the removal of a network that services use. */
  checkNetwork: ((network: NetworkRecord) => void) | undefined;
  /** This node's load balancer on an overlay network. */
  balancerOn: ((network: NetworkRecord) => Balancer | undefined) | undefined;
  /** A network is removed: on the other nodes, too. */
  forgetNetwork: ((network: NetworkRecord) => void) | undefined;
  /** Addresses of a service's name on one of these networks. */
  resolve: ((networks: ReadonlySet<string>, name: string) => string[]) | undefined;
}

export const emptySlot = (): SwarmSlot => ({
  current: undefined,
  nodeId: '',
  info: undefined,
  createNetwork: undefined,
  checkNetwork: undefined,
  balancerOn: undefined,
  forgetNetwork: undefined,
  resolve: undefined,
});

export const NO_MANAGER =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

export const NOT_MANAGER =
  "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state. Please run this command on a manager node or promote the current node to a manager.";

/** The header `Swarm` of /_ping. */
export const swarmStatus = ({ current, nodeId }: SwarmSlot): string =>
  current === undefined ? 'inactive' : `active/${current.state.nodes.get(nodeId)?.spec.Role ?? 'worker'}`;

/** A container that the swarm runs. */
export const isTaskContainer = ({ current }: SwarmSlot, id: string): boolean =>
  current !== undefined && [...current.state.tasks.values()].some(({ containerId }) => containerId === id);
