import { ApiError } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { NodeSpec, SwarmNode } from '../../api/types/node.ts';
import { matchesLabels } from '../container/list-filter.ts';
import { listenAt, PORT } from './enter.ts';
import { attachNetwork } from './networks.ts';
import type { NodeRecord } from './state.ts';
import { findIn, poke, rpcError, type Swarm, touch } from './swarm.ts';
import { toNode } from './view.ts';

export const findNode = ({ state }: Swarm, reference: string): NodeRecord =>
  findIn('node', state.nodes, reference, ({ hostname }) => hostname);

const KEYS = ['id', 'label', 'membership', 'name', 'node.label', 'role'];

/** GET /nodes */
export function listNodes(swarm: Swarm, filters: Filters): SwarmNode[] {
  checkFilters(filters, KEYS);
  checkValues(filters, 'role', ['worker', 'manager']);
  checkValues(filters, 'membership', ['accepted', 'pending']);
  const some = (key: string, test: (value: string) => boolean) => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  return [...swarm.state.nodes.values()]
    .filter(
      (node) =>
        some('id', (value) => node.id.startsWith(value)) &&
        some('name', (value) => node.hostname.startsWith(value)) &&
        some('role', (value) => node.spec.Role === value.toLowerCase()) &&
        some('membership', (value) => value.toLowerCase() === 'accepted') &&
        matchesLabels(node.spec.Labels, filters.get('node.label') ?? []) &&
        matchesLabels({}, filters.get('label') ?? []),
    )
    .map((node) => toNode(swarm, node));
}

/** @throws {ApiError} `Invalid role filter: 'x'` */
function checkValues(filters: Filters, key: string, known: readonly string[]): void {
  for (const value of filters.get(key) ?? []) {
    if (!known.includes(value.toLowerCase()))
      throw new ApiError('invalid_parameter', `Invalid ${key} filter: '${value}'`);
  }
}

/** @throws {ApiError} `invalid filter 'x'` */
export function checkFilters(filters: Filters, known: readonly string[]): void {
  for (const key of filters.keys()) {
    if (!known.includes(key)) throw new ApiError('invalid_parameter', `invalid filter '${key}'`);
  }
}

/** POST /nodes/{id}/update */
export function updateNode(swarm: Swarm, node: NodeRecord, spec: NodeSpec): void {
  const { Role, Availability } = spec;
  if (!['worker', 'manager'].includes(Role)) throw new ApiError('invalid_parameter', `invalid Role: "${Role}"`);
  if (!['active', 'pause', 'drain'].includes(Availability)) {
    throw new ApiError('invalid_parameter', `invalid Availability: "${Availability}"`);
  }
  const managers = [...swarm.state.nodes.values()].filter((other) => other.spec.Role === 'manager');
  if (Role === 'worker' && node.spec.Role === 'manager' && managers.length === 1) {
    throw rpcError('FailedPrecondition', 'attempting to demote the last manager of the swarm');
  }
  const before = node.spec.Role;
  node.spec = { ...spec, Labels: spec.Labels ?? {} };
  if (Role !== before) takeRole(swarm, node);
  touch(swarm, node);
  swarm.daemon.events.log('node', 'update', node.id, { name: node.hostname });
  poke(swarm);
}

/** A new manager waits for others at its port and knows all networks; one that was a manager no longer waits. */
function takeRole(swarm: Swarm, { id, spec }: NodeRecord): void {
  const member = swarm.members.get(id);
  if (member === undefined) return;
  if (spec.Role === 'manager') {
    listenAt(member, PORT);
    for (const network of swarm.daemon.state.networks.values()) attachNetwork(swarm, member, network);
    return;
  }
  for (const socket of member.sockets) {
    if (socket.port !== PORT) continue;
    socket.close();
    member.sockets.delete(socket);
  }
}

/** DELETE /nodes/{id} @param force also a node that is not down, but never a manager */
export function removeNode(swarm: Swarm, node: NodeRecord, force: boolean): void {
  if (node.spec.Role === 'manager') {
    throw rpcError(
      'FailedPrecondition',
      `node ${node.id} is a cluster manager and is a member of the raft cluster. It must be demoted to worker before removal`,
    );
  }
  if (!force && node.status.State !== 'down') {
    throw rpcError('FailedPrecondition', `node ${node.id} is not down and can't be removed`);
  }
  swarm.state.nodes.delete(node.id);
  for (const task of [...swarm.state.tasks.values()]) if (task.nodeId === node.id) swarm.state.tasks.delete(task.id);
  swarm.daemon.events.log('node', 'remove', node.id, { name: node.hostname });
  poke(swarm);
}
