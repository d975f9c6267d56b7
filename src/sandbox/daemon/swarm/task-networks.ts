import { attachNetwork, detachNetwork, ensureBalancer, serviceNetworks } from './networks.ts';
import type { TaskRecord } from './state.ts';
import type { Member, Swarm } from './swarm.ts';

/** A node gets to know the networks of a task that it is to run. */
export function joinNetworks(swarm: Swarm, member: Member, task: TaskRecord): void {
  const service = swarm.state.services.get(task.serviceId);
  if (service === undefined) return;
  for (const { network } of serviceNetworks(swarm, service)) attachNetwork(swarm, member, network);
}

/** The networks of a task that runs have a load balancer on its node. */
export function balanceNetworks(swarm: Swarm, member: Member, task: TaskRecord): void {
  const service = swarm.state.services.get(task.serviceId);
  if (service === undefined) return;
  for (const { network } of serviceNetworks(swarm, service)) ensureBalancer(member, network);
}

/** A worker forgets the networks that none of its tasks needs any more. */
export function leaveNetworks(swarm: Swarm, member: Member): void {
  const { state } = swarm;
  if (member.over || state.nodes.get(member.nodeId)?.spec.Role === 'manager') return;
  const needed = new Set<string>();
  for (const task of state.tasks.values()) {
    const service = state.services.get(task.serviceId);
    if (task.nodeId !== member.nodeId || service === undefined) continue;
    for (const { network } of serviceNetworks(swarm, service)) needed.add(network.id);
  }
  for (const network of [...member.daemon.state.networks.values()]) {
    if (network.overlay === undefined || network.overlay.ingress || needed.has(network.id)) continue;
    const used = [...member.daemon.state.containers.values()].some(({ networks }) =>
      Object.values(networks).some(({ networkId }) => networkId === network.id),
    );
    if (!used) detachNetwork(swarm, member, network);
  }
}
