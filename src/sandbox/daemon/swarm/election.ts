import { Errno } from '../../kernel/errno.ts';
import { deliver } from '../../kernel/net/deliver.ts';
import type { NodeRecord } from './state.ts';
import type { Member, Swarm } from './swarm.ts';

/** Whether packets of one node arrive at another. */
export function reaches(swarm: Swarm, from: Member, to: Member): boolean {
  if (from === to) return !from.over;
  const destination = swarm.state.nodes.get(to.nodeId)?.address;
  if (destination === undefined || to.over || from.over) return false;
  const net = from.daemon.kernel.namespaces.net;
  const arrival = deliver(net, { protocol: 'icmp', source: '', destination });
  return arrival !== 'dropped' && !(arrival instanceof Errno) && arrival.namespace === to.daemon.kernel.namespaces.net;
}

export const managersOf = ({ state }: Swarm): NodeRecord[] =>
  [...state.nodes.values()].filter(({ spec }) => spec.Role === 'manager');

/** Whether a manager hears of more than half of all managers, itself among them. */
function hasMajority(swarm: Swarm, self: Member): boolean {
  const managers = managersOf(swarm);
  const heard = managers.filter(({ id }) => {
    const other = swarm.members.get(id);
    return other !== undefined && reaches(swarm, self, other);
  });
  return heard.length * 2 > managers.length;
}

/**
 * The manager that leads those whom `self` reaches; a leader stays one as long as a majority hears it.
 *
 * @returns undefined where more than half of the managers are out of reach
 * @see docs/adr of the swarm: a single copy of the state stands for Raft's log
 */
export function elect(swarm: Swarm, self?: Member): Member | undefined {
  const candidates = managersOf(swarm).flatMap(({ id }) => {
    const member = swarm.members.get(id);
    return member !== undefined && (self === undefined || reaches(swarm, self, member)) ? [member] : [];
  });
  const able = candidates.filter((member) => hasMajority(swarm, member));
  const leader = able.find(({ nodeId }) => nodeId === swarm.state.leaderId) ?? able[0];
  if (leader !== undefined) swarm.state.leaderId = leader.nodeId;
  return leader;
}
