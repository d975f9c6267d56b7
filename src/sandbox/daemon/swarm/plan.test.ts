import { expect, test } from 'vitest';
import type { NodeSpec } from '../../api/types/node.ts';
import type { ServiceMode, TaskSpec } from '../../api/types/service.ts';
import type { TaskState } from '../../api/types/task.ts';
import { type Action, type PlannedTask, planService } from './plan.ts';

const template = (Condition = 'any', MaxAttempts = 0): TaskSpec => ({
  ContainerSpec: { Image: 'busybox' },
  RestartPolicy: { Condition, Delay: 5e9, MaxAttempts },
});
let last = 0;
const task = (slot: number, state: TaskState, more: Partial<PlannedTask> = {}): PlannedTask => ({
  id: `t${++last}`,
  slot,
  nodeId: 'n1',
  state,
  desired: 'running',
  spec: template(),
  specVersion: 1,
  since: 0,
  created: 0,
  ...more,
});
const active: NodeSpec = { Labels: {}, Role: 'manager', Availability: 'active' };
const plan = (mode: ServiceMode, tasks: readonly PlannedTask[], nodes = new Map([['n1', active]])): Action[] =>
  planService({ mode, template: template(), specVersion: 1 }, tasks, nodes);
const replicated = (Replicas: number): ServiceMode => ({ Replicated: { Replicas } });

test('[SWARM-1] missing replicas are created in the lowest free slots', () => {
  expect(plan(replicated(3), [task(2, 'running')])).toEqual([
    { kind: 'create', slot: 1, nodeId: '', after: 0, replaces: '' },
    { kind: 'create', slot: 3, nodeId: '', after: 0, replaces: '' },
  ]);
});

test('[SWARM-2] what is as wanted is left alone', () => {
  expect(plan(replicated(2), [task(1, 'running'), task(2, 'pending')])).toEqual([]);
});

test('[SWARM-3] surplus replicas are removed, those that do not run first', () => {
  const stuck = task(1, 'pending');
  expect(plan(replicated(1), [stuck, task(2, 'running')])).toEqual([{ kind: 'remove', task: stuck.id }]);
});

test('[SWARM-4] a task that died is put aside and replaced after the delay', () => {
  const dead = task(1, 'failed');
  expect(plan(replicated(1), [dead])).toEqual([
    { kind: 'shutdown', task: dead.id },
    { kind: 'create', slot: 1, nodeId: '', after: 5000, replaces: dead.id },
  ]);
});

test.each([
  ['none', 'failed' as const, false],
  ['none', 'complete' as const, false],
  ['on-failure', 'complete' as const, false],
  ['on-failure', 'failed' as const, true],
  ['any', 'complete' as const, true],
])('[SWARM-5] restart condition %s, %s: replaced %s', (condition, state, replaced) => {
  const actions = plan(replicated(1), [task(1, state, { spec: template(condition) })]);
  expect(actions.some(({ kind }) => kind === 'create')).toBe(replaced);
});

test('[SWARM-6] a slot that may not restart stays empty until the service changes', () => {
  const ended = task(1, 'complete', { desired: 'shutdown', spec: template('none') });
  expect(plan(replicated(1), [ended])).toEqual([]);
  expect(plan(replicated(1), [{ ...ended, specVersion: 0 }])).toHaveLength(1);
});

test('[SWARM-7] max attempts count the tasks of the slot', () => {
  const spec = template('any', 1);
  const first = task(1, 'failed', { desired: 'shutdown', spec });
  expect(plan(replicated(1), [first, task(1, 'failed', { spec })]).map(({ kind }) => kind)).toEqual(['shutdown']);
});

test('[SWARM-8] a task that waits for its time is not replaced before', () => {
  expect(plan(replicated(1), [task(1, 'rejected', { desired: 'ready' })])).toEqual([]);
});

test('[SWARM-9] a global service has a task on each node, and none on a node that is gone', () => {
  const left = task(0, 'running', { nodeId: 'n2' });
  const nodes = new Map([
    ['n1', active],
    ['n3', active],
  ]);
  expect(plan({ Global: {} }, [task(0, 'running'), left], nodes)).toEqual([
    { kind: 'shutdown', task: left.id },
    { kind: 'create', slot: 0, nodeId: 'n3', after: 0, replaces: '' },
  ]);
});

test('[SWARM-10] a job runs as many at a time as it may, until enough are complete', () => {
  const mode: ServiceMode = { ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 2 } };
  const first = plan(mode, []);
  expect(first).toMatchObject([{ kind: 'create', slot: 0 }]);
  const done = task(0, 'complete');
  expect(plan(mode, [done]).filter(({ kind }) => kind === 'create')).toMatchObject([{ slot: 1 }]);
  expect(plan(mode, [{ ...done, desired: 'shutdown' }, task(1, 'complete', { desired: 'shutdown' })])).toEqual([]);
});

test('a job that is told to run again runs all of it, and takes away what still runs of before', () => {
  const mode: ServiceMode = { ReplicatedJob: { MaxConcurrent: 2, TotalCompletions: 2 } };
  const before = [task(0, 'complete', { specVersion: 0 }), task(1, 'running', { specVersion: 0 })];
  expect(plan(mode, before)).toMatchObject([
    { kind: 'remove', task: before[1]?.id },
    { kind: 'create', slot: 0 },
    { kind: 'create', slot: 1 },
  ]);
});
