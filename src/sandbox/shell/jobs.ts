import type { ExitStatus } from '../kernel/exit-status.ts';
import { exitCode } from '../kernel/exit-status.ts';
import type { Process } from '../kernel/process.ts';
import type { Shell } from './shell.ts';
import { signalDescription } from './signal-text.ts';

export interface Job {
  readonly id: number;
  readonly processes: readonly Process[];
  /** The command as it was typed. */
  readonly text: string;
  disowned: boolean;
}

/** The jobs of a shell; the last one that was stopped or begun is the current one. */
export class Jobs {
  readonly #jobs: Job[] = [];
  /** Ids, the current one last. */
  #recent: number[] = [];
  /** Statuses that `wait PID` can still ask for. */
  readonly ended = new Map<number, number>();

  /** Subshells can see the jobs, but they aren't theirs. */
  forSubshell(): Jobs {
    return new Jobs();
  }

  get all(): readonly Job[] {
    return this.#jobs;
  }

  add(processes: readonly Process[], text: string): Job {
    const job: Job = {
      id: (this.#jobs.at(-1)?.id ?? 0) + 1,
      processes,
      text,
      disowned: false,
    };
    this.#jobs.push(job);
    this.makeCurrent(job);
    return job;
  }

  remove(job: Job): void {
    const at = this.#jobs.indexOf(job);
    if (at >= 0) this.#jobs.splice(at, 1);
    this.#recent = this.#recent.filter((id) => id !== job.id);
    const last = job.processes.at(-1);
    if (last?.status !== undefined) this.ended.set(last.pid, exitCode(last.status));
  }

  makeCurrent(job: Job): void {
    this.#recent = [...this.#recent.filter((id) => id !== job.id), job.id];
  }

  get current(): Job | undefined {
    return this.#find(this.#recent.at(-1));
  }

  get previous(): Job | undefined {
    return this.#find(this.#recent.at(-2));
  }

  #find(id: number | undefined): Job | undefined {
    return this.#jobs.find((job) => job.id === id);
  }

  /** Reads `%1`, `%%`, `%+`, `%-`, `%name` or `%?text`. */
  select(spec: string): Job | undefined {
    const text = spec.replace(/^%/, '');
    if (text === '' || text === '%' || text === '+') return this.current;
    if (text === '-') return this.previous ?? this.current;
    if (/^\d+$/.test(text)) return this.#find(Number(text));
    if (text.startsWith('?')) return this.#jobs.findLast((job) => job.text.includes(text.slice(1)));
    return this.#jobs.findLast((job) => job.text.startsWith(text));
  }

  byPid(pid: number): Job | undefined {
    return this.#jobs.find(({ processes }) => processes.some((process) => process.pid === pid));
  }

  mark(job: Job): string {
    return job === this.current ? '+' : job === this.previous ? '-' : ' ';
  }
}

export const isDone = (job: Job): boolean => job.processes.every(({ status }) => status !== undefined);
export const isStopped = (job: Job): boolean =>
  !isDone(job) && job.processes.every(({ status, stopped }) => stopped || status !== undefined);

/** `Running`, `Stopped`, `Done`, `Exit 3`, `Terminated`… */
export function stateText(job: Job): string {
  if (isStopped(job)) return 'Stopped';
  if (!isDone(job)) return 'Running';
  const status = job.processes.at(-1)?.status;
  return status === undefined ? 'Done' : endText(status);
}

function endText(status: ExitStatus): string {
  if (status.kind === 'killed') return signalDescription(status.signal);
  return status.code === 0 ? 'Done' : `Exit ${status.code}`;
}

/** A line of `jobs`: `[1]+  Running                 sleep 9 &`. */
export function jobLine(shell: Shell, job: Job, { pids = false } = {}): string {
  const { jobs, dialect } = shell;
  const mark = jobs.mark(job);
  const state = stateText(job);
  const text = shell.interactive || dialect.name === 'bash' ? job.text : '';
  if (dialect.jobLine !== undefined) return dialect.jobLine({ id: job.id, mark, state, text });
  const running = !isDone(job) && !isStopped(job);
  const pid = pids ? `${String(job.processes[0]?.pid ?? 0)} ` : ' ';
  return `[${job.id}]${mark} ${pid}${state.padEnd(dialect.name === 'bash' ? 24 : 27)}${text}${running && dialect.name === 'bash' ? ' &' : ''}`;
}
