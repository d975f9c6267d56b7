import { ApiError } from '../../api/errors.ts';
import { parseSignal } from '../../kernel/signal.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { liveOf } from './find.ts';
import { cancelRestart, endsWithin, sendSignal } from './stop.ts';

const KILL_WAIT = 10_000;

/** POST /containers/{id}/kill. @param reference as the client named it, for the messages */
export async function killContainer(
  daemon: Daemon,
  record: ContainerRecord,
  reference: string,
  text: string,
): Promise<void> {
  const signal = text === '' ? 'KILL' : parseSignal(text);
  if (signal === undefined) {
    const why = Number(text) > 64 ? `the linux daemon does not support signal ${text}` : `invalid signal: ${text}`;
    throw new ApiError('invalid_parameter', `cannot kill container: ${reference}: ${why}`);
  }
  if (!record.state.running) {
    throw new ApiError('conflict', `cannot kill container: ${reference}: container ${record.id} is not running`);
  }
  const live = liveOf(daemon, record);
  record.manuallyStopped = true;
  if (cancelRestart(record, live)) return;
  sendSignal(daemon, record, live, signal);
  if (signal === 'KILL') await endsWithin(daemon, live, KILL_WAIT);
}
