import { ApiError } from '../../api/errors.ts';
import { removeContainer } from '../container/remove.ts';
import { elect, managersOf, reaches } from './election.ts';
import { detachNetwork } from './networks.ts';
import { emptySlot } from './slot.ts';
import type { Daemon } from '../daemon.ts';
import { type Member, poke, type Swarm } from './swarm.ts';

const MANAGER = 'You are attempting to leave the swarm on a node that is participating as a manager. ';
const LAST = 'Removing the last manager erases all current state of the swarm. Use `--force` to ignore this message.';
const LOST =
  'The only way to restore a swarm that has lost consensus is to reinitialize it with `--force-new-cluster`. Use `--force` to suppress this message.';

/** Why a manager shouldn't leave. @see moby daemon/cluster/swarm.go Leave */
function warning(swarm: Swarm, self: Member): string {
  const managers = managersOf(swarm);
  const reachable = managers.filter(({ id }) => {
    const other = swarm.members.get(id);
    return other !== undefined && reaches(swarm, self, other);
  }).length;
  const unreachable = managers.length - reachable;
  if (elect(swarm, self) === undefined || reachable - 2 > unreachable) return MANAGER + LOST;
  if (reachable === 1 && unreachable === 0) return MANAGER + LAST;
  return `${MANAGER}Removing this node leaves ${reachable - 1} managers out of ${managers.length}. Without a Raft quorum your swarm will be inaccessible. ${LOST}`;
}

/** POST /swarm/leave: tasks and overlay networks go; volumes, images and docker_gwbridge stay. The others notice it by the node's silence. */
export async function leaveSwarm(daemon: Daemon, force: boolean): Promise<void> {
  const { current: swarm, nodeId } = daemon.swarm;
  const member = swarm?.members.get(nodeId);
  if (swarm === undefined || member === undefined)
    throw new ApiError('unavailable', 'This node is not part of a swarm');
  const isManager = swarm.state.nodes.get(nodeId)?.spec.Role === 'manager';
  if (isManager && !force) throw new ApiError('unavailable', warning(swarm, member));
  const networks = [...daemon.state.networks.values()].filter(({ overlay }) => overlay !== undefined);
  member.over = true;
  swarm.over = [...swarm.members.values()].every(({ over }) => over);
  Object.assign(daemon.swarm, emptySlot());
  for (const listener of [...swarm.listeners]) listener();
  for (const undo of member.routes) undo();
  for (const socket of member.sockets) socket.close();
  const containers = [...swarm.state.tasks.values()].flatMap(({ containerId }) => {
    const record = daemon.state.containers.get(containerId);
    return record === undefined || record.state.removing ? [] : [record];
  });
  await Promise.all(containers.map((record) => removeContainer(daemon, record, { force: true, volumes: true })));
  for (const network of networks) detachNetwork(swarm, member, network);
  swarm.members.delete(nodeId);
  if (!swarm.over) poke(swarm);
}
