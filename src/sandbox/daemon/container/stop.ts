import { SIGNALS } from '../../kernel/signal.ts';
import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { liveOf } from './find.ts';
import { type LiveContainer, wakeWaiters } from './live.ts';
import { logContainerEvent } from './log-event.ts';
import { isLinuxSignal, kernelSignal, signalNumber } from './signal-number.ts';

const DEFAULT_TIMEOUT = 10;
/** How long the engine waits for the end after SIGKILL, ms. */
const KILL_WAIT = 10_000;
/** How long it waits before SIGKILL when the signal couldn't be sent, ms. */
const UNSENT_WAIT = 2000;

/** Whether the current run ends within `ms`; -1 waits for ever. */
export async function endsWithin(daemon: Daemon, live: LiveContainer, ms: number): Promise<boolean> {
  if (ms < 0) return live.ended.then(() => true);
  let cancel: () => void = () => {};
  const late = new Promise<boolean>((resolve) => {
    cancel = daemon.kernel.clock.schedule(ms, () => resolve(false));
  });
  const ended = await Promise.race([live.ended.then(() => true), late]);
  cancel();
  return ended;
}

/** Sends a signal to the first process; a paused container is unpaused, as it could not act on it. */
export function sendSignal(daemon: Daemon, record: ContainerRecord, live: LiveContainer, signal: number): void {
  const known = kernelSignal(signal);
  if (known !== undefined) live.runtime?.kill(known);
  logContainerEvent(daemon, record, 'kill', { signal: String(signal) });
  if (record.state.paused && (signal === SIGNALS.KILL || signal === stopSignalOf(record))) {
    live.runtime?.resume();
    record.state.paused = false;
    logContainerEvent(daemon, record, 'unpause');
  }
}

const stopSignalOf = ({ config }: ContainerRecord): number => signalNumber(config.StopSignal ?? '') ?? SIGNALS.TERM;

/** Between two runs of a restart policy: there will be no other. */
export function cancelRestart(record: ContainerRecord, live: LiveContainer): boolean {
  if (live.cancelRestart === undefined) return false;
  live.cancelRestart();
  live.cancelRestart = undefined;
  record.state.restarting = record.state.running = false;
  wakeWaiters(live, ['not-running', 'next-exit'], record.state.exitCode);
  return true;
}

interface StopOptions {
  readonly signal?: string;
  readonly timeout?: number | undefined;
}

/**
 * POST /containers/{id}/stop: the signal, then SIGKILL after `timeout` seconds.
 *
 * @returns false when it doesn't run
 * @throws {ApiError} `invalid signal: x`
 */
export async function stopContainer(
  daemon: Daemon,
  record: ContainerRecord,
  { signal = '', timeout }: StopOptions,
): Promise<boolean> {
  const wanted = signal === '' ? stopSignalOf(record) : signalNumber(signal);
  if (wanted === undefined) {
    throw new ApiError('invalid_parameter', `invalid signal: ${signal}`);
  }
  if (!record.state.running) return false;
  const live = liveOf(daemon, record);
  record.manuallyStopped = true;
  live.stopping = true;
  if (!cancelRestart(record, live)) {
    const seconds = timeout ?? record.config.StopTimeout ?? DEFAULT_TIMEOUT;
    if (isLinuxSignal(wanted)) sendSignal(daemon, record, live, wanted);
    const patience = isLinuxSignal(wanted) ? (seconds < 0 ? -1 : seconds * 1000) : UNSENT_WAIT;
    if (!(await endsWithin(daemon, live, patience))) {
      sendSignal(daemon, record, live, SIGNALS.KILL);
      await endsWithin(daemon, live, KILL_WAIT);
    }
  }
  if (live.stopping) logContainerEvent(daemon, record, 'stop');
  live.stopping = false;
  return true;
}
