import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { NetworkRecord } from '../state.ts';
import { isTaskContainer } from '../swarm/slot.ts';
import { membersOf } from './inspect.ts';

export const isBuiltIn = ({ name }: NetworkRecord): boolean => ['bridge', 'host', 'none'].includes(name);

/** DELETE /networks/{id} @throws {ApiError} `bridge is a pre-defined network and cannot be removed`, `… has active endpoints …` */
export function removeNetwork(daemon: Daemon, network: NetworkRecord): void {
  if (isBuiltIn(network)) {
    throw new ApiError('forbidden', `${network.name} is a pre-defined network and cannot be removed`);
  }
  if (network.overlay !== undefined) daemon.swarm.checkNetwork?.(network);
  // Tasks whose service is gone leave by themselves.
  const members = membersOf(daemon, network).filter(({ record }) => !isTaskContainer(daemon.swarm, record.id));
  if (members.length > 0) {
    const list = members.map(
      ({ record, endpoint }) => `name:"${record.name}" id:"${endpoint.endpointId.slice(0, 12)}"`,
    );
    throw new ApiError(
      'forbidden',
      `error while removing network: network ${network.name} has active endpoints (${list.join(', ')})`,
    );
  }
  if (
    network.configOnly === true &&
    [...daemon.state.networks.values()].some(({ configFrom }) => configFrom === network.name)
  ) {
    throw new ApiError('forbidden', `error while removing network: configuration network "${network.name}" is in use`);
  }
  for (const [key, value] of daemon.state.networks) if (value === network) daemon.state.networks.delete(key);
  daemon.network.removeBridge(network);
  if (network.overlay !== undefined) daemon.swarm.forgetNetwork?.(network);
  daemon.events.log('network', 'destroy', network.id, { name: network.name, type: network.driver });
}
