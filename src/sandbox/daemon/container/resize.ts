import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { liveOf } from './find.ts';
import { logContainerEvent } from './log-event.ts';

/** POST /containers/{id}/resize */
export function resizeContainer(
  daemon: Daemon,
  record: ContainerRecord,
  size: { readonly rows: number; readonly columns: number },
): void {
  if (!record.state.running) throw new ApiError('conflict', `container ${record.id} is not running`);
  const live = liveOf(daemon, record);
  live.size = size;
  live.terminal?.resize(size);
  logContainerEvent(daemon, record, 'resize', { height: String(size.rows), width: String(size.columns) });
}
