import type { UpdateConfig, UpdateState } from '../../api/types/service.ts';
import { change } from './service.ts';
import { createTask, tasksOf } from './reconcile.ts';
import type { ServiceRecord, TaskRecord } from './state.ts';
import { pause, poke, type Swarm, touch, until } from './swarm.ts';
import { hasEnded, isWanted } from './task-state.ts';

const DEFAULT: UpdateConfig = { Parallelism: 1, MaxFailureRatio: 0 };
const MONITOR = 5_000;

/** Replaces a service's tasks by tasks of its new template, some at a time. */
export function startUpdate(swarm: Swarm, service: ServiceRecord, rollback: boolean): void {
  const number = (swarm.updates.get(service.id) ?? 0) + 1;
  swarm.updates.set(service.id, number);
  const update: Update = {
    swarm,
    service,
    rollback,
    config: (rollback ? service.spec.RollbackConfig : service.spec.UpdateConfig) ?? DEFAULT,
    isOver: () => swarm.over || swarm.updates.get(service.id) !== number || !swarm.state.services.has(service.id),
    done: 0,
    failed: new Set(),
  };
  void run(update).catch((error: unknown) => swarm.daemon.kernel.faults.push(error));
}

interface Update {
  readonly swarm: Swarm;
  readonly service: ServiceRecord;
  readonly rollback: boolean;
  readonly config: UpdateConfig;
  /** Another update took its place, or the service is gone. */
  readonly isOver: () => boolean;
  done: number;
  readonly failed: Set<string>;
}

async function run(update: Update): Promise<void> {
  const { swarm, config, rollback } = update;
  const old = outdated(update);
  if (old.length === 0 && !rollback) return;
  setStatus(
    update,
    rollback ? 'rollback_started' : 'updating',
    rollback ? 'manually requested rollback' : 'update in progress',
  );
  // New slots come and surplus ones go first.
  await pause(swarm, 2);
  const queue = outdated(update).sort((a, b) => a.slot - b.slot);
  const count = config.Parallelism === 0 ? queue.length : Math.min(config.Parallelism, queue.length);
  let stopped = false;
  const work = async () => {
    for (let task = queue.shift(); task !== undefined && !stopped && !update.isOver(); task = queue.shift()) {
      const next = await replace(update, task);
      if (next !== undefined) void monitor(update, next);
      update.done++;
      if (tooManyFailures(update)) stopped = config.FailureAction !== 'continue';
      if (queue.length > 0 && !stopped) await pause(swarm, (config.Delay ?? 0) / 1e6);
      if (tooManyFailures(update)) stopped = config.FailureAction !== 'continue';
    }
  };
  await Promise.all(Array.from({ length: count }, work));
  if (update.isOver()) return;
  await pauseWhile(update, () => !stopped, (config.Monitor ?? MONITOR * 1e6) / 1e6);
  if (update.isOver()) return;
  stopped ||= tooManyFailures(update) && config.FailureAction !== 'continue';
  if (!stopped) {
    setStatus(
      update,
      rollback ? 'rollback_completed' : 'completed',
      rollback ? 'rollback completed' : 'update completed',
    );
  } else fail(update);
  poke(swarm);
}

const outdated = ({ swarm, service }: Update): TaskRecord[] =>
  tasksOf(swarm, service.id).filter((task) => isWanted(task) && task.specVersion < service.specVersion);

/** @returns the new task */
async function replace(update: Update, old: TaskRecord): Promise<TaskRecord | undefined> {
  const { swarm, service, config } = update;
  if (!isWanted(old) || !swarm.state.tasks.has(old.id)) return undefined;
  const place = { slot: old.slot, nodeId: old.slot === 0 ? old.nodeId : '', after: 0 };
  if (config.Order === 'start-first') {
    const next = createTask(swarm, service, place);
    await until(swarm, () => update.isOver() || settled(next));
    if (next.state === 'running') stop(swarm, old);
    return next;
  }
  const next = createTask(swarm, service, { ...place, hold: true });
  stop(swarm, old);
  await until(swarm, () => update.isOver() || hasEnded(old.state) || !swarm.state.tasks.has(old.id));
  next.notBefore = 0;
  poke(swarm);
  await until(swarm, () => update.isOver() || settled(next));
  return next;
}

const settled = (task: TaskRecord): boolean => task.state === 'running' || hasEnded(task.state) || !isWanted(task);

function stop(swarm: Swarm, task: TaskRecord): void {
  task.desired = 'shutdown';
  touch(swarm, task);
  poke(swarm);
}

/** A new task that ends within the time of monitoring counts as a failure of the update. */
async function monitor(update: Update, task: TaskRecord): Promise<void> {
  const { swarm, config } = update;
  let late = false;
  swarm.daemon.kernel.clock.schedule((config.Monitor ?? MONITOR * 1e6) / 1e6, () => {
    late = true;
    for (const listener of [...swarm.listeners]) listener();
  });
  await until(swarm, () => late || ['failed', 'rejected'].includes(task.state));
  if (!late) update.failed.add(task.id);
}

const tooManyFailures = ({ failed, done, config }: Update): boolean =>
  failed.size > 0 && failed.size / Math.max(done, 1) > config.MaxFailureRatio;

async function pauseWhile(update: Update, goesOn: () => boolean, ms: number): Promise<void> {
  const { swarm } = update;
  let late = false;
  swarm.daemon.kernel.clock.schedule(ms, () => {
    late = true;
    for (const listener of [...swarm.listeners]) listener();
  });
  await until(swarm, () => late || !goesOn() || update.isOver() || tooManyFailures(update));
}

/** Pauses, or goes back to the spec before, as the service says. */
function fail(update: Update): void {
  const { swarm, service, rollback, config, failed } = update;
  const [task = ''] = failed;
  const why = `due to failure or early termination of task ${task}`;
  if (rollback) setStatus(update, 'rollback_paused', `rollback paused ${why}`);
  else if (config.FailureAction === 'rollback' && service.previousSpec !== undefined) {
    change(swarm, service, service.previousSpec, { rollback: true, byItself: true });
    const status = service.updateStatus as ServiceRecord['updateStatus'];
    if (status !== undefined) service.updateStatus = { ...status, Message: `update rolled back ${why}` };
  } else setStatus(update, 'paused', `update paused ${why}`);
}

function setStatus({ swarm, service }: Update, State: UpdateState, Message: string): void {
  const now = swarm.daemon.kernel.clock.now();
  const isEnd = State === 'completed' || State === 'rollback_completed';
  service.updateStatus = {
    State,
    Message,
    started: service.updateStatus?.started ?? now,
    completed: isEnd ? now : 0,
  };
  touch(swarm, service);
  poke(swarm);
}
