import { ApiError } from '../../api/errors.ts';
import { removeContainer } from '../container/remove.ts';
import { emptySlot } from './slot.ts';
import type { Daemon } from '../daemon.ts';

const LAST_MANAGER =
  'You are attempting to leave the swarm on a node that is participating as a manager. Removing the last manager erases all current state of the swarm. Use `--force` to ignore this message.';

/** POST /swarm/leave: tasks and overlay networks go; volumes, images and docker_gwbridge stay. */
export async function leaveSwarm(daemon: Daemon, force: boolean): Promise<void> {
  const swarm = daemon.swarm.current;
  if (swarm === undefined) throw new ApiError('unavailable', 'This node is not part of a swarm');
  if (!force) throw new ApiError('unavailable', LAST_MANAGER);
  swarm.over = true;
  Object.assign(daemon.swarm, emptySlot());
  for (const listener of [...swarm.listeners]) listener();
  for (const undo of swarm.routes) undo();
  const containers = [...swarm.state.tasks.values()].flatMap(({ containerId }) => {
    const record = daemon.state.containers.get(containerId);
    return record === undefined || record.state.removing ? [] : [record];
  });
  await Promise.all(containers.map((record) => removeContainer(daemon, record, { force: true, volumes: true })));
  for (const [key, network] of daemon.state.networks) {
    if (network.overlay === undefined) continue;
    daemon.network.removeBridge(network);
    daemon.state.networks.delete(key);
  }
}
