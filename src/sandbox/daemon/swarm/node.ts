import { ApiError } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { NodeSpec, SwarmNode } from '../../api/types/node.ts';
import { matchesLabels } from '../container/list-filter.ts';
import type { NodeRecord } from './state.ts';
import { findIn, poke, rpcError, type Swarm, touch } from './swarm.ts';
import { toNode } from './view.ts';

export const findNode = ({ state }: Swarm, reference: string): NodeRecord =>
  findIn('node', state.nodes, reference, ({ hostname }) => hostname);

const KEYS = ['id', 'label', 'membership', 'name', 'node.label', 'role'];

/** GET /nodes */
export function listNodes(swarm: Swarm, filters: Filters): SwarmNode[] {
  checkFilters(filters, KEYS);
  const some = (key: string, test: (value: string) => boolean) => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  return [...swarm.state.nodes.values()]
    .filter(
      (node) =>
        some('id', (value) => node.id.startsWith(value)) &&
        some('name', (value) => node.hostname.startsWith(value)) &&
        some('role', (value) => node.spec.Role === value) &&
        some('membership', (value) => value === 'accepted') &&
        matchesLabels(node.spec.Labels, filters.get('node.label') ?? []) &&
        matchesLabels({}, filters.get('label') ?? []),
    )
    .map((node) => toNode(swarm, node));
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
  node.spec = { ...spec, Labels: spec.Labels ?? {} };
  touch(swarm, node);
  swarm.daemon.events.log('node', 'update', node.id, { name: node.hostname });
  poke(swarm);
}

/** DELETE /nodes/{id}: this engine's own node can't go, whatever `force` says. */
export function removeNode(_swarm: Swarm, node: NodeRecord): never {
  throw rpcError(
    'FailedPrecondition',
    `node ${node.id} is a cluster manager and is a member of the raft cluster. It must be demoted to worker before removal`,
  );
}
