import { ApiError } from '../../api/errors.ts';
import { decode } from '../../kernel/bytes.ts';
import { createContainer } from '../container/create.ts';
import { liveOf } from '../container/find.ts';
import { removeContainer } from '../container/remove.ts';
import { startContainer } from '../container/start.ts';
import { stopContainer } from '../container/stop.ts';
import { waitForContainer } from '../container/wait.ts';
import { lookUpImage } from '../image/find.ts';
import { pullImage } from '../image/pull.ts';
import type { ContainerRecord } from '../state.ts';
import type { TaskRecord } from './state.ts';
import { pause, setTask, type Swarm, until } from './swarm.ts';
import { swarmFiles, taskContainer, taskName } from './task-container.ts';
import { hasEnded, isWanted } from './task-state.ts';

/** What each step between manager and node takes, ms. */
const STEP = 5;

/** Takes the tasks that were assigned to this node. */
export function startAgents(swarm: Swarm): void {
  const { state, agents, daemon } = swarm;
  for (const task of state.tasks.values()) {
    if (task.nodeId !== state.nodeId || agents.has(task.id) || (hasEnded(task.state) && isWanted(task))) continue;
    if (hasEnded(task.state) && task.desired !== 'remove') continue;
    agents.add(task.id);
    void runTask(swarm, task).catch((error: unknown) => daemon.kernel.faults.push(error));
  }
}

/** A task from its assignment to its end; what is left is removed when nobody wants to see it any more. */
async function runTask(swarm: Swarm, task: TaskRecord): Promise<void> {
  try {
    if (!hasEnded(task.state)) await live(swarm, task);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (!swarm.over) setTask(swarm, task, 'rejected', 'preparing', { error: error.message });
  }
  await until(swarm, () => task.desired === 'remove');
  const record = recordOf(swarm, task);
  if (record !== undefined && !record.state.removing) {
    await removeContainer(swarm.daemon, record, { force: true, volumes: true });
  }
  swarm.state.tasks.delete(task.id);
  swarm.agents.delete(task.id);
}

const recordOf = ({ daemon }: Swarm, task: TaskRecord): ContainerRecord | undefined =>
  daemon.state.containers.get(task.containerId);

/** @throws {ApiError} what keeps the container from being made */
async function live(swarm: Swarm, task: TaskRecord): Promise<void> {
  const { daemon } = swarm;
  await pause(swarm, STEP);
  if (gone(swarm, task)) return;
  setTask(swarm, task, 'preparing', 'preparing');
  await fetchImage(swarm, task);
  const body = taskContainer(swarm, task);
  const { Id } = createContainer(daemon, body, { name: taskName(swarm, task) });
  task.containerId = Id;
  const record = recordOf(swarm, task);
  if (record === undefined) throw new Error(`the container of task ${task.id} is gone`);
  liveOf(daemon, record).extraFiles = swarmFiles(swarm, task);
  setTask(swarm, task, 'ready', 'prepared');
  await until(swarm, () => task.desired !== 'ready');
  if (gone(swarm, task)) return;
  await run(swarm, task, record);
}

/** Nobody wants it any more: it ends before it began. */
function gone(swarm: Swarm, task: TaskRecord): boolean {
  if (isWanted(task) && !swarm.over) return false;
  if (!swarm.over) setTask(swarm, task, 'shutdown', 'shutdown');
  return true;
}

async function run(swarm: Swarm, task: TaskRecord, record: ContainerRecord): Promise<void> {
  const { daemon } = swarm;
  setTask(swarm, task, 'starting', 'starting');
  const { result } = waitForContainer(daemon, record, 'next-exit');
  try {
    await startContainer(daemon, record);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const text = `starting container failed: ${error.message}`;
    setTask(swarm, task, 'failed', 'starting', { error: text, exitCode: record.state.exitCode });
    return;
  }
  let ended = false;
  let unhealthy = false;
  void result.then(() => {
    ended = true;
    for (const listener of [...swarm.listeners]) listener();
  });
  const stopWatching = watchHealth(swarm, record);
  task.pid = record.state.pid;
  await until(swarm, () => ended || !isWanted(task) || (record.state.health?.status ?? 'healthy') !== 'starting');
  if (!ended && isWanted(task) && record.state.health?.status !== 'unhealthy') {
    setTask(swarm, task, 'running', 'started');
  }
  await until(swarm, () => ended || !isWanted(task) || record.state.health?.status === 'unhealthy');
  if (!ended && isWanted(task)) unhealthy = true;
  stopWatching();
  if (swarm.over) return;
  if (!ended) await stopContainer(daemon, record, { timeout: graceOf(task) });
  const { StatusCode } = await result;
  finish(swarm, task, StatusCode, unhealthy);
}

function finish(swarm: Swarm, task: TaskRecord, exitCode: number, unhealthy: boolean): void {
  if (swarm.over) return;
  const more = { exitCode, pid: 0 };
  if (!isWanted(task)) setTask(swarm, task, 'shutdown', 'shutdown', more);
  else if (exitCode === 0 && !unhealthy) setTask(swarm, task, 'complete', 'finished', more);
  else {
    const why = unhealthy ? ': dockerexec: unhealthy container' : '';
    setTask(swarm, task, 'failed', 'started', { ...more, error: `task: non-zero exit (${exitCode})${why}` });
  }
}

/** Seconds between the stop signal and SIGKILL. */
const graceOf = ({ spec }: TaskRecord): number => Math.round((spec.ContainerSpec.StopGracePeriod ?? 10e9) / 1e9);

/** Tells the listeners of a change of health; the answer stops that. */
function watchHealth(swarm: Swarm, record: ContainerRecord): () => void {
  return swarm.daemon.events.subscribe(({ Type, Actor, Action }) => {
    if (Type !== 'container' || Actor.ID !== record.id || !Action.startsWith('health_status')) return;
    for (const listener of [...swarm.listeners]) listener();
  });
}

/** Pulls what isn't there. @throws {ApiError} `No such image: x` */
async function fetchImage({ daemon }: Swarm, { spec }: TaskRecord): Promise<void> {
  const { Image } = spec.ContainerSpec;
  if (lookUpImage(daemon, Image) !== undefined) return;
  const [, name = Image, tag = '', digest = ''] = /^(.*?)(?::([^:/@]+))?(?:@(.+))?$/.exec(Image) ?? [];
  try {
    const progress = await pullImage(daemon, name, digest || tag || 'latest', '');
    decode(await progress.readAll());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError('not_found', `No such image: ${Image}`);
  }
}
