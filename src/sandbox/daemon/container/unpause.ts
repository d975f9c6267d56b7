import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { runningOf } from './find.ts';
import { logContainerEvent } from './log-event.ts';

/** POST /containers/{id}/unpause */
export function unpauseContainer(daemon: Daemon, record: ContainerRecord): void {
  const { state, id } = record;
  if (!state.paused) throw new ApiError('conflict', `Container ${id} is not paused`);
  runningOf(daemon, record).runtime.resume();
  state.paused = false;
  logContainerEvent(daemon, record, 'unpause');
}
