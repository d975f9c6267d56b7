import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { runningOf } from './find.ts';
import { logContainerEvent } from './log-event.ts';

/** POST /containers/{id}/pause */
export function pauseContainer(daemon: Daemon, record: ContainerRecord): void {
  const { state, id } = record;
  if (!state.running) throw new ApiError('conflict', `container ${id} is not running`);
  if (state.paused) throw new ApiError('conflict', `Container ${id} is already paused`);
  if (state.restarting) {
    throw new ApiError('conflict', `Container ${id} is restarting, wait until the container is running`);
  }
  runningOf(daemon, record).runtime.pause();
  state.paused = true;
  logContainerEvent(daemon, record, 'pause');
}
