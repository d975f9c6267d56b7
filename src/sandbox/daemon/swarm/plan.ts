import type { NodeSpec } from '../../api/types/node.ts';
import type { ServiceMode, TaskSpec } from '../../api/types/service.ts';
import type { TaskState } from '../../api/types/task.ts';
import { hasEnded, isWanted } from './task-state.ts';

/** A task as far as the plan needs it. */
export interface PlannedTask {
  readonly id: string;
  readonly slot: number;
  readonly nodeId: string;
  readonly state: TaskState;
  readonly desired: TaskState;
  readonly spec: TaskSpec;
  readonly specVersion: number;
  /** ms */
  readonly since: number;
  readonly created: number;
}

export interface PlannedService {
  readonly mode: ServiceMode;
  readonly template: TaskSpec;
  readonly specVersion: number;
}

/** What brings a service nearer to what is wanted. */
export type Action =
  /** A new task in a slot, or of a global service on a node; `after` ms of delay, in place of `replaces`. */
  | {
      readonly kind: 'create';
      readonly slot: number;
      readonly nodeId: string;
      readonly after: number;
      readonly replaces: string;
    }
  /** Stop it and keep its record. */
  | { readonly kind: 'shutdown'; readonly task: string }
  /** Stop it and forget it. */
  | { readonly kind: 'remove'; readonly task: string };

/** @see moby swarmkit manager/orchestrator/restart, defaults */
const DEFAULT_DELAY = 5_000;

/**
 * Compares what a service wants with the tasks it has. Tasks of an older template are the updater's business: here they
 * count as good.
 *
 * @param nodes those on which a global service may run, by id
 */
export function planService(
  service: PlannedService,
  tasks: readonly PlannedTask[],
  nodes: ReadonlyMap<string, NodeSpec>,
): Action[] {
  const { mode } = service;
  if (mode.ReplicatedJob !== undefined) return planJob(service, mode.ReplicatedJob, tasks);
  if (mode.GlobalJob !== undefined) return planGlobalJob(service, tasks, nodes);
  if (mode.Replicated !== undefined) return planReplicated(service, mode.Replicated.Replicas ?? 1, tasks);
  return planGlobal(service, tasks, nodes);
}

function planReplicated(service: PlannedService, replicas: number, tasks: readonly PlannedTask[]): Action[] {
  const actions: Action[] = [];
  const slots = Map.groupBy(tasks.filter(isWanted), ({ slot }) => slot);
  const numbers = [...slots.keys()].sort((a, b) => a - b);
  const kept = numbers.length <= replicas ? numbers : preferRunning(numbers, slots).slice(0, replicas);
  for (const number of numbers) {
    const slotTasks = slots.get(number) ?? [];
    if (!kept.includes(number)) actions.push(...slotTasks.map(({ id }): Action => ({ kind: 'remove', task: id })));
    else actions.push(...restarts(slotTasks, tasks));
  }
  const taken = new Set(tasks.filter(isWanted).map(({ slot }) => slot));
  for (let slot = 1, missing = replicas - kept.length; missing > 0; slot++) {
    if (taken.has(slot)) continue;
    if (!gaveUp(service, slot, tasks)) actions.push({ kind: 'create', slot, nodeId: '', after: 0, replaces: '' });
    missing--;
  }
  return actions;
}

/** A slot whose last task ended for good, as its restart policy says. */
function gaveUp({ specVersion }: PlannedService, slot: number, tasks: readonly PlannedTask[]): boolean {
  const last = tasks.findLast((task) => task.slot === slot);
  return last?.specVersion === specVersion && ENDED_BY_ITSELF.has(last.state);
}
const ENDED_BY_ITSELF: ReadonlySet<TaskState> = new Set(['complete', 'failed', 'rejected']);

/** Slots that run come first, then low numbers. */
function preferRunning(numbers: readonly number[], slots: ReadonlyMap<number, readonly PlannedTask[]>): number[] {
  const runs = (slot: number) => (slots.get(slot) ?? []).some(({ state }) => state === 'running');
  return [...numbers].sort((a, b) => Number(runs(b)) - Number(runs(a)) || a - b);
}

function planGlobal(
  { specVersion }: PlannedService,
  tasks: readonly PlannedTask[],
  nodes: ReadonlyMap<string, NodeSpec>,
): Action[] {
  const actions: Action[] = [];
  const wanted = tasks.filter(isWanted);
  for (const task of wanted) {
    if (!nodes.has(task.nodeId)) actions.push({ kind: 'shutdown', task: task.id });
    else actions.push(...restarts([task], tasks, true));
  }
  for (const nodeId of nodes.keys()) {
    if (wanted.some((task) => task.nodeId === nodeId)) continue;
    const last = tasks.findLast((task) => task.nodeId === nodeId);
    if (last?.specVersion === specVersion && ENDED_BY_ITSELF.has(last.state)) continue;
    actions.push({ kind: 'create', slot: 0, nodeId, after: 0, replaces: '' });
  }
  return actions;
}

/** Jobs run each slot, from 0 on, to its end once; one that fails is run again. */
function planJob(
  service: PlannedService,
  { MaxConcurrent, TotalCompletions = 1 }: NonNullable<ServiceMode['ReplicatedJob']>,
  all: readonly PlannedTask[],
): Action[] {
  const { actions, tasks, open } = jobTasks(service, all);
  for (const task of open) actions.push(...restarts([task], tasks));
  const done = tasks.filter(({ state }) => state === 'complete').length;
  const limit = Math.min(MaxConcurrent || TotalCompletions, TotalCompletions - done);
  const taken = new Set(tasks.map(({ slot }) => slot));
  for (let slot = 0, missing = limit - open.length; missing > 0 && slot < TotalCompletions; slot++) {
    if (taken.has(slot)) continue;
    actions.push({ kind: 'create', slot, nodeId: '', after: 0, replaces: '' });
    missing--;
  }
  return actions;
}

/** Once on each node. */
function planGlobalJob(
  service: PlannedService,
  all: readonly PlannedTask[],
  nodes: ReadonlyMap<string, NodeSpec>,
): Action[] {
  const { actions, tasks, open } = jobTasks(service, all);
  for (const task of open) {
    if (!nodes.has(task.nodeId)) actions.push({ kind: 'shutdown', task: task.id });
    else actions.push(...restarts([task], tasks, true));
  }
  for (const nodeId of nodes.keys()) {
    if (tasks.some((task) => task.nodeId === nodeId)) continue;
    actions.push({ kind: 'create', slot: 0, nodeId, after: 0, replaces: '' });
  }
  return actions;
}

/** The tasks since the job was last told to run; those from before that still run are taken away. */
function jobTasks({ specVersion }: PlannedService, all: readonly PlannedTask[]) {
  const isOpen = (task: PlannedTask) => isWanted(task) && task.state !== 'complete';
  const tasks = all.filter((task) => task.specVersion === specVersion);
  const old = all.filter((task) => task.specVersion !== specVersion && isOpen(task));
  const actions = old.map(({ id }): Action => ({ kind: 'remove', task: id }));
  return { actions, tasks, open: tasks.filter(isOpen) };
}

/** Tasks that ended though they should run, those of a global service where they were: each is put aside, and replaced where the policy allows it. */
function restarts(wanted: readonly PlannedTask[], all: readonly PlannedTask[], isGlobal = false): Action[] {
  return wanted.flatMap((task): Action[] => {
    // One that waits for its time is looked at when that has come.
    if (!hasEnded(task.state) || task.desired === 'ready') return [];
    const aside: Action = { kind: 'shutdown', task: task.id };
    if (!mayRestart(task, all)) return [aside];
    const after = (task.spec.RestartPolicy?.Delay ?? DEFAULT_DELAY * 1e6) / 1e6;
    return [aside, { kind: 'create', slot: task.slot, nodeId: isGlobal ? task.nodeId : '', after, replaces: task.id }];
  });
}

/** @see moby swarmkit restart.go, shouldRestart */
function mayRestart(task: PlannedTask, all: readonly PlannedTask[]): boolean {
  const { Condition = 'any', MaxAttempts = 0, Window = 0 } = task.spec.RestartPolicy ?? {};
  if (Condition === 'none' || (Condition === 'on-failure' && task.state === 'complete')) return false;
  if (MaxAttempts === 0) return true;
  const ended = all.filter(
    (other) =>
      other.slot === task.slot &&
      (task.slot !== 0 || other.nodeId === task.nodeId) &&
      other.specVersion === task.specVersion &&
      hasEnded(other.state) &&
      (Window === 0 || task.since - other.since < Window / 1e6),
  );
  return ended.length <= MaxAttempts;
}
