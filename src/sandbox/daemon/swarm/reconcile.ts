import type { NodeSpec } from '../../api/types/node.ts';
import { startAgents } from './agent.ts';
import { elect } from './election.ts';
import { type Action, planService } from './plan.ts';
import { syncRoutes } from './routing.ts';
import { satisfies } from './constraint.ts';
import { chooseNode, isOpen } from './schedule.ts';
import type { ServiceRecord, TaskRecord } from './state.ts';
import { memberOf, poke, setTask, stored, type Swarm, touch } from './swarm.ts';
import { hasEnded, isWanted, rank } from './task-state.ts';

/** One look at everything: what the orchestrator, the scheduler and the dispatcher of a manager do. */
export function reconcile(swarm: Swarm): void {
  const { state } = swarm;
  if (elect(swarm) === undefined) return;
  evictTasks(swarm);
  for (const service of state.services.values()) {
    for (const action of planService(...planned(swarm, service))) apply(swarm, service, action);
    forgetHistory(swarm, service);
  }
  for (const task of [...state.tasks.values()]) {
    if (!state.services.has(task.serviceId) && isWanted(task)) task.desired = 'remove';
    if (isWanted(task) && task.nodeId === '') schedule(swarm, task);
    if (!isWanted(task) && memberOf(swarm, task)?.agents.has(task.id) !== true) putAside(swarm, task);
    letRun(swarm, task);
  }
  startAgents(swarm);
  syncRoutes(swarm);
}

/** What the plan of a service needs. */
function planned(swarm: Swarm, service: ServiceRecord): Parameters<typeof planService> {
  const { TaskTemplate, Mode } = service.spec;
  const constraints = TaskTemplate.Placement?.Constraints ?? [];
  const nodes = new Map<string, NodeSpec>();
  for (const node of swarm.state.nodes.values()) {
    if (isOpen(node) && satisfies(node, constraints)) nodes.set(node.id, node.spec);
  }
  return [{ mode: Mode, template: TaskTemplate, specVersion: service.specVersion }, tasksOf(swarm, service.id), nodes];
}

export const tasksOf = ({ state }: Swarm, serviceId: string): TaskRecord[] =>
  [...state.tasks.values()].filter((task) => task.serviceId === serviceId);

/** Nodes that are drained or down lose their tasks. */
function evictTasks(swarm: Swarm): void {
  for (const task of swarm.state.tasks.values()) {
    const node = swarm.state.nodes.get(task.nodeId);
    if (node === undefined || !isWanted(task) || hasEnded(task.state)) continue;
    if (node.spec.Availability === 'drain' || node.status.State !== 'ready') {
      task.desired = 'shutdown';
      touch(swarm, task);
      poke(swarm);
    }
  }
}

function apply(swarm: Swarm, service: ServiceRecord, action: Action): void {
  if (action.kind === 'create') {
    createTask(swarm, service, action);
    return;
  }
  const task = swarm.state.tasks.get(action.task);
  if (task === undefined) return;
  task.desired = action.kind;
  touch(swarm, task);
  poke(swarm);
}

/** A new task of a service's current template. */
export function createTask(
  swarm: Swarm,
  service: ServiceRecord,
  place: { readonly slot: number; readonly nodeId: string; readonly after: number; readonly hold?: boolean },
): TaskRecord {
  const now = swarm.daemon.kernel.clock.now();
  const waits = place.after > 0 || place.hold === true;
  const task: TaskRecord = {
    ...stored(swarm),
    serviceId: service.id,
    slot: place.slot,
    spec: service.spec.TaskTemplate,
    specVersion: service.specVersion,
    nodeId: '',
    desired: waits ? 'ready' : 'running',
    state: 'pending',
    message: 'pending task scheduling',
    error: '',
    since: now,
    containerId: '',
    pid: 0,
    exitCode: 0,
    notBefore: place.hold === true ? Infinity : now + place.after,
  };
  swarm.state.tasks.set(task.id, task);
  if (place.nodeId !== '')
    setTask(swarm, task, 'assigned', 'scheduler assigned task to node', { nodeId: place.nodeId });
  else poke(swarm);
  return task;
}

function schedule(swarm: Swarm, task: TaskRecord): void {
  const { state, daemon } = swarm;
  const portsOf = ({ serviceId }: TaskRecord) => state.services.get(serviceId)?.ports ?? [];
  const node = chooseNode(task, [...state.nodes.values()], [...state.tasks.values()], daemon.machine, portsOf);
  if (typeof node !== 'string')
    setTask(swarm, task, 'assigned', 'scheduler assigned task to node', { nodeId: node.id });
  else if (task.error !== node) task.error = node;
}

/** A task that nobody wants and no agent has. */
function putAside(swarm: Swarm, task: TaskRecord): void {
  if (task.desired === 'remove') swarm.state.tasks.delete(task.id);
  else if (!hasEnded(task.state)) setTask(swarm, task, 'shutdown', 'shutdown');
}

/** The delay before a restart is over. */
function letRun(swarm: Swarm, task: TaskRecord): void {
  if (task.desired !== 'ready' || task.notBefore === Infinity) return;
  const left = task.notBefore - swarm.daemon.kernel.clock.now();
  if (left > 0) {
    swarm.daemon.kernel.clock.schedule(left, () => poke(swarm));
    return;
  }
  task.desired = 'running';
  touch(swarm, task);
  poke(swarm);
}

/** Ended tasks beyond the limit of a slot, the oldest first. */
function forgetHistory(swarm: Swarm, service: ServiceRecord): void {
  const limit = swarm.state.cluster.spec.Orchestration.TaskHistoryRetentionLimit ?? 5;
  const places = Map.groupBy(tasksOf(swarm, service.id), ({ slot, nodeId }) => (slot === 0 ? nodeId : slot));
  for (const tasks of places.values()) {
    const surplus = tasks.length - Math.max(limit, 1);
    const dead = tasks.filter((task) => rank(task.desired) > rank('running') && hasEnded(task.state));
    for (const task of dead.slice(0, Math.max(0, surplus))) task.desired = 'remove';
  }
}
