import { ApiError } from '../../api/errors.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { Container } from '../../runtime/container.ts';
import { containersBelow, DOCKER_RUNC_ROOT } from '../../runtime/runc/table.ts';
import type { Daemon } from '../daemon.ts';
import { endExecs } from '../exec/end.ts';
import { leaveNetworks } from '../network/sandbox.ts';
import type { ContainerRecord } from '../state.ts';
import { unmountFromHost } from '../storage/host-mounts.ts';
import { unmountVolumes } from '../volume/mount.ts';
import { logContainerEvent } from './log-event.ts';
import { freshInput, type LiveContainer, wakeWaiters } from './live.ts';
import { removeContainer } from './remove.ts';
import { logMounts, runContainer } from './start.ts';

const FIRST_BACKOFF = 100;
const MAX_BACKOFF = 60_000;
/** A run of this length counts as a success for the back-off, ms. */
const LONG_RUN = 10_000;

/** Sees to a container's end: its state, its log, its network, its restart or removal. Without its shim it is ended. */
export function superviseContainer(daemon: Daemon, record: ContainerRecord, live: LiveContainer, run: Container): void {
  run.cgroup.onOomKill = () => {
    record.state.oomKilled = true;
    logContainerEvent(daemon, record, 'oom');
  };
  live.shim?.onExit(() => run.init.deliver('KILL'));
  live.ended = run.exited.then(async (status) => {
    await cleanUp(daemon, record, live, run);
    afterExit(daemon, record, live, exitCode(status));
  });
  live.ended.catch((error: unknown) => daemon.kernel.faults.push(error));
}

async function cleanUp(daemon: Daemon, record: ContainerRecord, live: LiveContainer, run: Container): Promise<void> {
  live.stopHealth?.();
  run.killAll();
  const { terminal, shim } = live;
  terminal?.hangup();
  await live.screen;
  endExecs(daemon, record.id);
  live.log?.close();
  live.output.end();
  live.input = freshInput(daemon.kernel.nextInode());
  live.runtime = live.shim = live.terminal = live.pts = undefined;
  shim?.reapEnded();
  shim?.deliver('KILL');
  run.cgroup.remove();
  containersBelow(daemon.kernel, DOCKER_RUNC_ROOT).delete(record.id);
  unmountFromHost(daemon, live);
  leaveNetworks(daemon, record);
}

function afterExit(daemon: Daemon, record: ContainerRecord, live: LiveContainer, code: number): void {
  const { state } = record;
  const now = daemon.kernel.clock.now();
  const duration = now - state.startedAt;
  const restarts = shouldRestart(record, code);
  if (duration >= LONG_RUN) live.backoff = 0;
  live.backoff = live.backoff === 0 ? FIRST_BACKOFF : Math.min(live.backoff * 2, MAX_BACKOFF);
  Object.assign(state, {
    running: restarts,
    restarting: restarts,
    paused: false,
    pid: 0,
    exitCode: code,
    finishedAt: now,
  });
  unmountVolumes(daemon, record);
  logMounts(daemon, record, 'unmount');
  if (live.stopping) logContainerEvent(daemon, record, 'stop');
  live.stopping = false;
  logContainerEvent(daemon, record, 'die', {
    exitCode: String(code),
    execDuration: String(Math.floor(duration / 1000)),
  });
  wakeWaiters(live, ['not-running', 'next-exit'], code);
  if (restarts) restartLater(daemon, record, live);
  else if (record.hostConfig.AutoRemove && !state.removing) {
    void removeContainer(daemon, record, { force: true, volumes: true }).catch((error: unknown) =>
      daemon.kernel.faults.push(error),
    );
  }
}

/** @see moby restartmanager.go ShouldRestart */
function shouldRestart({ hostConfig, manuallyStopped, restartCount, state }: ContainerRecord, code: number): boolean {
  const { Name, MaximumRetryCount } = hostConfig.RestartPolicy;
  if (manuallyStopped || state.removing) return false;
  switch (Name) {
    case 'always':
    case 'unless-stopped':
      return true;
    case 'on-failure':
      return code !== 0 && (MaximumRetryCount === 0 || restartCount < MaximumRetryCount);
    default:
      return false;
  }
}

function restartLater(daemon: Daemon, record: ContainerRecord, live: LiveContainer): void {
  record.restartCount++;
  const run = async () => {
    live.cancelRestart = undefined;
    try {
      await runContainer(daemon, record, live);
    } catch (error) {
      if (!(error instanceof ApiError)) daemon.kernel.faults.push(error);
      // The reason stands in .State.Error; the engine gives up after a failed start, too.
      wakeWaiters(live, ['not-running', 'next-exit'], record.state.exitCode, record.state.error);
    }
  };
  live.cancelRestart = daemon.kernel.clock.schedule(live.backoff, () => void run());
}
