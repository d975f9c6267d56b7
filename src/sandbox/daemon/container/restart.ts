import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { logContainerEvent } from './log-event.ts';
import { startContainer } from './start.ts';
import { stopContainer } from './stop.ts';

/** POST /containers/{id}/restart */
export async function restartContainer(
  daemon: Daemon,
  record: ContainerRecord,
  reference: string,
  options: { readonly signal?: string; readonly timeout?: number | undefined },
): Promise<void> {
  const { hostConfig } = record;
  const { AutoRemove } = hostConfig;
  record.hostConfig = { ...hostConfig, AutoRemove: false };
  try {
    await stopContainer(daemon, record, options);
    await startContainer(daemon, record);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(error.kind, `Cannot restart container ${reference}: ${error.message}`);
  } finally {
    record.hostConfig = { ...record.hostConfig, AutoRemove };
  }
  logContainerEvent(daemon, record, 'restart');
}
