import type { ContainerState, ContainerStatus } from '../../api/types/container.ts';
import type { RunState } from '../state.ts';
import { humanDuration } from '../../api/duration.ts';
import { rfc3339Nano } from '../time.ts';

/** @see moby container/state.go StateString */
export function statusOf(state: RunState): ContainerStatus {
  if (state.running) return state.paused ? 'paused' : state.restarting ? 'restarting' : 'running';
  if (state.removing) return 'removing';
  if (state.dead) return 'dead';
  return state.startedAt === 0 ? 'created' : 'exited';
}

/** `Up 3 minutes (healthy)`, `Exited (0) 5 seconds ago`. @see moby container/state.go String */
export function statusText(state: RunState, now: number): string {
  const ago = (time: number) => humanDuration(now - time);
  if (state.running) {
    if (state.paused) return `Up ${ago(state.startedAt)} (Paused)`;
    if (state.restarting) return `Restarting (${state.exitCode}) ${ago(state.finishedAt)} ago`;
    const { health } = state;
    const suffix =
      health === undefined ? '' : health.status === 'starting' ? ' (health: starting)' : ` (${health.status})`;
    return `Up ${ago(state.startedAt)}${suffix}`;
  }
  if (state.removing) return 'Removal In Progress';
  if (state.dead) return 'Dead';
  if (state.startedAt === 0) return 'Created';
  return state.finishedAt === 0 ? '' : `Exited (${state.exitCode}) ${ago(state.finishedAt)} ago`;
}

/** `.State` of inspect. */
export const toState = (state: RunState): ContainerState => ({
  Status: statusOf(state),
  Running: state.running,
  Paused: state.paused,
  Restarting: state.restarting,
  OOMKilled: state.oomKilled,
  Dead: state.dead,
  Pid: state.pid,
  ExitCode: state.exitCode,
  Error: state.error,
  StartedAt: rfc3339Nano(state.startedAt),
  FinishedAt: rfc3339Nano(state.finishedAt),
  ...(state.health !== undefined && {
    Health: { Status: state.health.status, FailingStreak: state.health.failingStreak, Log: [...state.health.log] },
  }),
});
