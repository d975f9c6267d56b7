import { ApiError } from '../../api/errors.ts';
import { SIGNALS } from '../../kernel/signal.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { findContainer, liveOf } from './find.ts';
import { isLinuxSignal, signalNumber } from './signal-number.ts';
import { cancelRestart, endsWithin, sendSignal } from './stop.ts';

const KILL_WAIT = 10_000;

/** POST /containers/{id}/kill. @param reference as the client named it, for the messages */
export async function killContainer(daemon: Daemon, reference: string, text: string): Promise<void> {
  const refuse = (why: string) => new ApiError('invalid_parameter', `cannot kill container: ${reference}: ${why}`);
  const number = text === '' ? SIGNALS.KILL : signalNumber(text);
  if (number === undefined) throw refuse(`invalid signal: ${text}`);
  if (!isLinuxSignal(number)) throw refuse(`the linux daemon does not support signal ${number}`);
  const record = findForKill(daemon, reference);
  if (!record.state.running) {
    throw new ApiError('conflict', `cannot kill container: ${reference}: container ${record.id} is not running`);
  }
  const live = liveOf(daemon, record);
  record.manuallyStopped = true;
  if (cancelRestart(record, live)) return;
  sendSignal(daemon, record, live, number);
  if (number === SIGNALS.KILL) await endsWithin(daemon, live, KILL_WAIT);
}

/** kill names the container in its message. */
function findForKill(daemon: Daemon, id: string): ContainerRecord {
  try {
    return findContainer(daemon, id);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(error.kind, `cannot kill container: ${id}: ${error.message}`);
  }
}
