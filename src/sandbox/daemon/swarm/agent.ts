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
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import type { TaskRecord } from './state.ts';
import { balanceNetworks, joinNetworks, leaveNetworks } from './task-networks.ts';
import { isHeard, type Member, memberOf, pause, setTask, type Swarm, until } from './swarm.ts';
import { swarmFiles, taskContainer, taskName } from './task-container.ts';
import { hasEnded, isWanted } from './task-state.ts';

/** What each step between manager and node takes, ms. */
const STEP = 5;

/** Takes the tasks that were assigned to this node. */
export function startAgents(swarm: Swarm): void {
  for (const task of swarm.state.tasks.values()) {
    const member = memberOf(swarm, task);
    if (member === undefined || !isHeard(swarm, member.nodeId)) continue;
    const { agents, daemon } = member;
    if (agents.has(task.id) || (hasEnded(task.state) && isWanted(task))) continue;
    if (hasEnded(task.state) && task.desired !== 'remove') continue;
    agents.add(task.id);
    void runTask({ swarm, member, task }).catch((error: unknown) => daemon.kernel.faults.push(error));
  }
}

/** A task on its node. */
interface Work {
  readonly swarm: Swarm;
  readonly member: Member;
  readonly task: TaskRecord;
}

/** The node has left, or the swarm is over: nobody is to be told of the task. */
const isOver = ({ swarm, member }: Work): boolean => swarm.over || member.over;

const waitUntil = (work: Work, condition: () => boolean): Promise<void> =>
  until(work.swarm, () => isOver(work) || condition());

/** What the managers want of the task, as far as the node hears of it. */
const isStillWanted = ({ swarm, member, task }: Work): boolean => isWanted(task) || !isHeard(swarm, member.nodeId);

/** Tells the managers, as soon as they can be reached. */
async function report(
  work: Work,
  ...[state, message, more]: Parameters<typeof setTask> extends [Swarm, TaskRecord, ...infer R] ? R : never
): Promise<void> {
  const { swarm, member, task } = work;
  await waitUntil(work, () => isHeard(swarm, member.nodeId));
  if (!isOver(work)) setTask(swarm, task, state, message, more);
}

/** A task from its assignment to its end; what is left is removed when nobody wants to see it any more. */
async function runTask(work: Work): Promise<void> {
  const { swarm, member, task } = work;
  try {
    if (!hasEnded(task.state)) await live(work);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    await report(work, 'rejected', 'preparing', { error: error.message });
  }
  await waitUntil(work, () => task.desired === 'remove' && isHeard(swarm, member.nodeId));
  const record = recordOf(work);
  if (record !== undefined && !record.state.removing) {
    await removeContainer(member.daemon, record, { force: true, volumes: true });
  }
  member.agents.delete(task.id);
  if (isOver(work)) return;
  swarm.state.tasks.delete(task.id);
  leaveNetworks(swarm, member);
}

const recordOf = ({ member, task }: Work): ContainerRecord | undefined =>
  member.daemon.state.containers.get(task.containerId);

/** @throws {ApiError} what keeps the container from being made */
async function live(work: Work): Promise<void> {
  const { swarm, member, task } = work;
  const { daemon } = member;
  await pause(swarm, STEP);
  if (gone(work)) return;
  setTask(swarm, task, 'preparing', 'preparing');
  checkMounts(task.spec.ContainerSpec);
  await fetchImage(daemon, task);
  joinNetworks(swarm, member, task);
  const body = taskContainer(swarm, task);
  const { Id } = createContainer(daemon, body, { name: taskName(swarm, task) });
  task.containerId = Id;
  const record = recordOf(work);
  if (record === undefined) throw new Error(`the container of task ${task.id} is gone`);
  liveOf(daemon, record).extraFiles = swarmFiles(swarm, task);
  await report(work, 'ready', 'prepared');
  await waitUntil(work, () => task.desired !== 'ready' && isHeard(swarm, member.nodeId));
  if (gone(work)) return;
  await run(work, record);
}

/** @throws {ApiError} @see moby daemon/cluster/executor/container/validate.go */
function checkMounts({ Mounts = [] }: TaskRecord['spec']['ContainerSpec']): void {
  for (const { Type, Source = '', Target } of Mounts) {
    const isAbsolute = Source.startsWith('/');
    const refuse = (why: string) => {
      throw new ApiError('internal', why);
    };
    if (!Target.startsWith('/')) refuse(`invalid mount target, must be an absolute path: ${Target}`);
    if (Type === 'bind' && !isAbsolute) refuse(`invalid bind mount source, must be an absolute path: ${Source}`);
    if (Type === 'volume' && isAbsolute) {
      refuse(`invalid volume mount source, must not be an absolute path: ${Source}`);
    }
    if (Type === 'tmpfs' && Source !== '') refuse('invalid tmpfs source, source must be empty');
  }
}

/** Nobody wants it any more: it ends before it began. */
function gone(work: Work): boolean {
  if (isStillWanted(work) && !isOver(work)) return false;
  if (!isOver(work)) setTask(work.swarm, work.task, 'shutdown', 'shutdown');
  return true;
}

async function run(work: Work, record: ContainerRecord): Promise<void> {
  const { swarm, member, task } = work;
  const { daemon } = member;
  setTask(swarm, task, 'starting', 'starting');
  const { result } = waitForContainer(daemon, record, 'next-exit');
  try {
    await startContainer(daemon, record);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const text = `starting container failed: ${error.message}`;
    await report(work, 'failed', 'starting', { error: text, exitCode: record.state.exitCode });
    return;
  }
  balanceNetworks(swarm, member, task);
  let ended = false;
  let unhealthy = false;
  void result.then(() => {
    ended = true;
    for (const listener of [...swarm.listeners]) listener();
  });
  const stopWatching = watchHealth(work, record);
  task.pid = record.state.pid;
  await waitUntil(
    work,
    () => ended || !isStillWanted(work) || (record.state.health?.status ?? 'healthy') !== 'starting',
  );
  if (!ended && isStillWanted(work) && record.state.health?.status !== 'unhealthy') {
    await report(work, 'running', 'started');
  }
  await waitUntil(work, () => ended || !isStillWanted(work) || record.state.health?.status === 'unhealthy');
  if (!ended && isStillWanted(work)) unhealthy = true;
  stopWatching();
  if (isOver(work)) return;
  if (!ended) await stopContainer(daemon, record, { timeout: graceOf(task) });
  const { StatusCode } = await result;
  await finish(work, StatusCode, unhealthy);
}

async function finish(work: Work, exitCode: number, unhealthy: boolean): Promise<void> {
  await waitUntil(work, () => isHeard(work.swarm, work.member.nodeId));
  const more = { exitCode, pid: 0 };
  if (!isStillWanted(work)) await report(work, 'shutdown', 'shutdown', more);
  else if (exitCode === 0 && !unhealthy) await report(work, 'complete', 'finished', more);
  else {
    const why = unhealthy ? ': dockerexec: unhealthy container' : '';
    await report(work, 'failed', 'started', { ...more, error: `task: non-zero exit (${exitCode})${why}` });
  }
}

/** Seconds between the stop signal and SIGKILL. */
const graceOf = ({ spec }: TaskRecord): number => Math.round((spec.ContainerSpec.StopGracePeriod ?? 10e9) / 1e9);

/** Tells the listeners of a change of health; the answer stops that. */
function watchHealth({ swarm, member }: Work, record: ContainerRecord): () => void {
  return member.daemon.events.subscribe(({ Type, Actor, Action }) => {
    if (Type !== 'container' || Actor.ID !== record.id || !Action.startsWith('health_status')) return;
    for (const listener of [...swarm.listeners]) listener();
  });
}

/** Pulls what isn't there. @throws {ApiError} `No such image: x` */
async function fetchImage(daemon: Daemon, { spec }: TaskRecord): Promise<void> {
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
