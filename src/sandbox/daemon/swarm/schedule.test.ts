import { expect, test } from 'vitest';
import type { TaskSpec } from '../../api/types/service.ts';
import type { MachineFacts } from '../daemon.ts';
import { chooseNode } from './schedule.ts';
import type { NodeRecord, TaskRecord } from './state.ts';

const MACHINE: MachineFacts = {
  hostname: 'dock',
  cpus: 2,
  memory: 2 ** 30,
  kernelVersion: '',
  operatingSystem: '',
  osVersion: '',
};

const node = (id: string, labels: Record<string, string> = {}, more: Partial<NodeRecord> = {}): NodeRecord => ({
  id,
  created: 0,
  updated: 0,
  version: 1,
  spec: { Labels: labels, Role: 'worker', Availability: 'active' },
  hostname: id,
  address: '10.0.2.15',
  managerAddress: '10.0.2.15:2377',
  status: { State: 'ready' },
  silentSince: 0,
  ...more,
});

let count = 0;
const task = (nodeId: string, spec: Partial<TaskSpec> = {}, serviceId = 's'): TaskRecord => ({
  id: `t${++count}`,
  created: 0,
  updated: 0,
  version: 1,
  serviceId,
  slot: count,
  spec: { ContainerSpec: { Image: 'busybox' }, ...spec } as TaskSpec,
  specVersion: 1,
  nodeId,
  desired: 'running',
  state: nodeId === '' ? 'pending' : 'running',
  message: '',
  error: '',
  since: 0,
  containerId: '',
  pid: 0,
  exitCode: 0,
  notBefore: 0,
});

const choose = (wanted: TaskRecord, nodes: readonly NodeRecord[], tasks: readonly TaskRecord[] = []) => {
  const chosen = chooseNode(wanted, nodes, tasks, MACHINE, () => []);
  return typeof chosen === 'string' ? chosen : chosen.id;
};

test('[SWARM-50] the node with the fewest tasks of the service takes the next, then the one with the fewest tasks', () => {
  const nodes = [node('a'), node('b'), node('c')];
  expect(choose(task(''), nodes, [task('a'), task('b')])).toBe('c');
  expect(choose(task(''), nodes, [task('a', {}, 'x'), task('b', {}, 'x')])).toBe('c');
  // The service's own tasks count more than all others together.
  expect(choose(task(''), [node('a'), node('b')], [task('a'), task('b', {}, 'x'), task('b', {}, 'x')])).toBe('b');
});

test('[SWARM-51] nodes that are down or drained take nothing, and the reason says how many', () => {
  const down = node('a', {}, { status: { State: 'down' } });
  const drained = node('b', {}, { spec: { Labels: {}, Role: 'worker', Availability: 'drain' } });
  expect(choose(task(''), [down, drained, node('c')])).toBe('c');
  expect(choose(task(''), [down, drained])).toBe('no suitable node (2 nodes not available for new tasks)');
  const constrained = task('', { Placement: { Constraints: ['node.labels.disk==ssd'] } });
  expect(choose(constrained, [down, node('c')])).toBe(
    'no suitable node (1 node not available for new tasks; scheduling constraints not satisfied on 1 node)',
  );
});

test('[SWARM-52] a preference spreads over the values of a label, however many nodes have them', () => {
  const nodes = [node('e1', { dc: 'east' }), node('e2', { dc: 'east' }), node('w1', { dc: 'west' })];
  const wanted = { Placement: { Preferences: [{ Spread: { SpreadDescriptor: 'node.labels.dc' } }] } };
  const tasks: TaskRecord[] = [];
  for (let i = 0; i < 4; i++) tasks.push(task(choose(task('', wanted), nodes, tasks), wanted));
  expect(tasks.map(({ nodeId }) => nodeId).sort()).toEqual(['e1', 'e2', 'w1', 'w1']);
});
