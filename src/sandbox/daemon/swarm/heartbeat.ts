import { elect, reaches } from './election.ts';
import type { NodeRecord } from './state.ts';
import { poke, type Swarm, touch } from './swarm.ts';

/** A manager's default. @see moby swarmkit manager/dispatcher/dispatcher.go, DefaultHeartBeatPeriod and gracePeriodMultiplier */
const PERIOD_MS = 5_000;
const MISSED = 3;

const SILENT = 'heartbeat failure';

/** Nodes tell the leader that they are there, as long as there is more than one. */
export function startHeartbeat(swarm: Swarm): void {
  if (swarm.beats) return;
  swarm.beats = true;
  const beat = () => {
    if (swarm.over || swarm.state.nodes.size < 2) {
      swarm.beats = false;
      return;
    }
    listenToNodes(swarm);
    swarm.daemon.kernel.clock.schedule(PERIOD_MS, beat);
  };
  swarm.daemon.kernel.clock.schedule(PERIOD_MS, beat);
}

/** Notes which nodes the leader hears of. Without a leader nobody notes anything. */
function listenToNodes(swarm: Swarm): void {
  const leader = elect(swarm);
  if (leader === undefined) return;
  const now = swarm.daemon.kernel.clock.now();
  for (const node of swarm.state.nodes.values()) {
    const member = swarm.members.get(node.id);
    if (member !== undefined && reaches(swarm, leader, member)) {
      const wasSilent = node.silentSince !== 0;
      node.silentSince = 0;
      if (wasSilent) poke(swarm);
      if (node.status.State !== 'ready') setStatus(swarm, node, { State: 'ready' });
    } else if (node.silentSince === 0) node.silentSince = now;
    else if (node.status.State === 'ready' && now - node.silentSince >= PERIOD_MS * (MISSED - 1)) {
      setStatus(swarm, node, { State: 'down', Message: SILENT });
    }
  }
}

function setStatus(swarm: Swarm, node: NodeRecord, status: NodeRecord['status']): void {
  node.status = status;
  for (const tunnel of swarm.members.get(node.id)?.tunnels.values() ?? []) tunnel.up = status.State === 'ready';
  touch(swarm, node);
  poke(swarm);
}
