import type { ProgressMessage } from '../../../api/types/image.ts';
import type { Service } from '../../../api/types/service.ts';
import { type Task, TASK_STATES, type TaskState } from '../../../api/types/task.ts';
import type { Client } from '../../../client/client.ts';
import { StatusError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { showProgress } from '../../progress.ts';

/** Those on the way to a task that runs. */
const STATES: readonly TaskState[] = TASK_STATES.slice(0, TASK_STATES.indexOf('running') + 1);
const ENDS: readonly TaskState[] = ['complete', 'shutdown', 'failed', 'rejected'];
const WIDEST = Math.max(...STATES.map((state) => state.length));
const MAX_BARS = 20;
const MAX_JOB_BARS = 20;
const MONITOR = 5_000;
const PERIOD = 200;

/** In the order of a task's life; what comes after running has no bar. */
const number = (state: TaskState): number => [...STATES, ...ENDS].indexOf(state) + 1;
const isTerminal = (state: TaskState): boolean => number(state) > STATES.length;
const line = (id: string, status: string): ProgressMessage => ({ id, status, progressDetail: {} });

/** Shows how a service's tasks come up, until they have been stable for a while. @see docker/cli service/progress */
export async function waitOnService(client: Client, io: Io, id: string, quiet: boolean): Promise<void> {
  let interrupted = false;
  const stop = io.onSignal(['INT'], () => {
    interrupted = true;
  });
  try {
    const messages = serviceProgress(client, io, id, () => interrupted);
    if (quiet) for await (const _ of messages);
    else await showProgress(messages, { write: io.out, columns: io.size(1)?.columns });
  } finally {
    stop();
  }
  if (interrupted) {
    await io.out(`Operation continuing in background.\nUse \`docker service ps ${id}\` to check progress.\n`);
  }
}

async function* serviceProgress(
  client: Client,
  io: Io,
  id: string,
  interrupted: () => boolean,
): AsyncGenerator<ProgressMessage> {
  const bars = new Bars();
  let convergedAt: number | undefined;
  let monitor = MONITOR;
  let rollback = false;
  let message = '';
  for (;;) {
    const service = await client.serviceInspect(id);
    if (service.Spec.UpdateConfig?.Monitor) monitor = service.Spec.UpdateConfig.Monitor / 1e6;
    const { State, Message = '' } = service.UpdateStatus ?? {};
    if (State === 'paused') throw new StatusError(1, `service update paused: ${Message}`);
    if (State === 'rollback_paused') throw new StatusError(1, `service rollback paused: ${Message}`);
    if (State === 'rollback_started') {
      if (!rollback && Message !== '') yield line('rollback', Message);
      rollback = true;
    }
    if (State === 'rollback_completed' && convergedAt === undefined) message = Message;
    if (convergedAt !== undefined && io.now() - convergedAt >= monitor) {
      yield line('verify', `Service ${id} converged`);
      if (message !== '') yield line('rollback', message);
      return;
    }
    const filters = new Map([
      ['service', [service.ID]],
      ['_up-to-date', ['true']],
    ]);
    const tasks = await client.taskList(filters);
    const active = new Set((await client.nodeList()).filter(isActive).map(({ ID }) => ID));
    const converged = yield* bars.update(service, tasks, active, rollback);
    if (converged && isJob(service)) {
      yield { status: 'job complete' };
      return;
    }
    if (converged) {
      convergedAt ??= io.now();
      const wait = monitor - (io.now() - convergedAt);
      if (wait >= 0) {
        yield line(
          'verify',
          `Waiting ${Math.floor(wait / 1000 - 1e-9) + 1} seconds to verify that tasks are stable...`,
        );
      }
    } else if (convergedAt !== undefined) {
      yield line('verify', 'Detected task failure');
      convergedAt = undefined;
    }
    if (interrupted()) return;
    await io.sleep(PERIOD);
    if (interrupted()) return;
  }
}

const isActive = ({ Spec, Status }: { Spec: { Availability: string }; Status: { State: string } }): boolean =>
  Status.State !== 'down' && Spec.Availability !== '';

const isJob = ({ Spec: { Mode } }: Service): boolean =>
  Mode.ReplicatedJob !== undefined || Mode.GlobalJob !== undefined;

/** The lines of a service's tasks: a slot keeps its place. */
class Bars {
  readonly #places = new Map<string, number>();
  #begun = false;
  #done = false;

  /** @returns whether everything runs */
  *update(
    service: Service,
    tasks: readonly Task[],
    active: ReadonlySet<string>,
    rollback: boolean,
  ): Generator<ProgressMessage, boolean> {
    const { Replicated, ReplicatedJob, GlobalJob } = service.Spec.Mode;
    if (ReplicatedJob !== undefined) return yield* this.#updateJob(ReplicatedJob, tasks);
    if (GlobalJob !== undefined) return this.#isGlobalDone(tasks, active);
    const isGlobal = Replicated === undefined;
    const chosen = choose(tasks, active, isGlobal);
    const total = isGlobal ? chosen.length : (Replicated.Replicas ?? 1);
    if (isGlobal && total === 0) return false;
    const overall = (count: number) =>
      line('overall progress', `${rollback ? 'rolling back update: ' : ''}${count} out of ${total} tasks`);
    if (!this.#begun) {
      yield overall(0);
      if (total <= MAX_BARS) {
        for (let at = 1; at <= total; at++) yield line(isGlobal ? nodeOf(chosen[at - 1]) : `${at}/${total}`, ' ');
      }
      this.#begun = true;
    }
    if (this.#done && chosen.some(({ Status }) => Status.State !== 'running')) this.#done = false;
    let running = 0;
    for (const task of chosen) {
      const key = isGlobal ? (task.NodeID ?? '') : String(task.Slot ?? 0);
      const place = this.#places.get(key) ?? this.#places.size + 1;
      this.#places.set(key, place);
      if (task.Status.State === 'running' && !isTerminal(task.DesiredState)) running++;
      if (!this.#done && total <= MAX_BARS && place <= total) {
        yield* taskLine(task, isGlobal ? nodeOf(task) : `${place}/${total}`);
      }
    }
    if (!this.#done) {
      yield overall(running);
      this.#done = running === total;
    }
    return running === total;
  }

  /** How many of its runs are over has a bar, and bars are for terminals; how many are under way has not. */
  *#updateJob(
    { MaxConcurrent = 1, TotalCompletions = 1 }: NonNullable<Service['Spec']['Mode']['ReplicatedJob']>,
    tasks: readonly Task[],
  ): Generator<ProgressMessage, boolean> {
    const done = tasks.filter(({ Status }) => Status.State === 'complete').length;
    const underWay = tasks.filter(({ Status }) => !isTerminal(Status.State)).length;
    const lines = (active: number, completed: number): ProgressMessage[] => [
      {
        id: 'job progress',
        status: `${completed} out of ${TotalCompletions} complete`,
        progressDetail: { current: completed, total: TotalCompletions, hidecounts: true },
      },
      line('active tasks', `${active} out of ${Math.min(TotalCompletions - completed, MaxConcurrent)} tasks`),
    ];
    if (!this.#begun) {
      yield* lines(0, 0);
      if (TotalCompletions <= MAX_JOB_BARS) {
        for (let at = 1; at <= TotalCompletions; at++) yield line(`${at}/${TotalCompletions}`, ' ');
      }
      this.#begun = true;
    }
    yield* lines(underWay, done);
    return done === TotalCompletions;
  }

  #isGlobalDone(tasks: readonly Task[], active: ReadonlySet<string>): boolean {
    const own = tasks.filter(({ NodeID = '' }) => active.has(NodeID));
    return own.length > 0 && own.every(({ Status }) => Status.State === 'complete');
  }
}

const nodeOf = (task: Task | undefined): string => (task?.NodeID ?? '').slice(0, 12);

function* taskLine({ Status, DesiredState }: Task, id: string): Generator<ProgressMessage> {
  const { Err = '', State } = Status;
  if (Err !== '') {
    const text = Err.replaceAll('\n', ' ');
    yield line(id, text.length > 75 ? `${text.slice(0, 74)}…` : text);
  } else if (!isTerminal(DesiredState) && !isTerminal(State)) {
    const progressDetail = { current: number(State), total: STATES.length, hidecounts: true };
    yield { id, status: State.padEnd(WIDEST), progressDetail };
  }
}

/** Of each slot the task that counts: the one that shall run, then the one that is further. */
function choose(tasks: readonly Task[], active: ReadonlySet<string>, isGlobal: boolean): Task[] {
  const found = new Map<string | number, Task>();
  for (const task of tasks) {
    if (number(task.DesiredState) === 0 || number(task.Status.State) === 0) continue;
    const key = isGlobal ? (task.NodeID ?? '') : (task.Slot ?? 0);
    const other = found.get(key);
    if (other !== undefined) {
      const [mine, theirs] = [number(task.DesiredState), number(other.DesiredState)];
      if (theirs < mine) continue;
      if (theirs === mine && number(other.Status.State) <= number(task.Status.State)) continue;
    }
    if (task.NodeID !== undefined && !active.has(task.NodeID)) continue;
    found.set(key, task);
  }
  return [...found.values()].sort((a, b) => (a.Slot ?? 0) - (b.Slot ?? 0));
}
