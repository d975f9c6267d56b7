import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { dnsNamesOf } from '../network/driver.ts';
import type { ContainerRecord } from '../state.ts';
import { checkName } from './create.ts';
import { logContainerEvent } from './log-event.ts';

/** POST /containers/{id}/rename */
export function renameContainer(daemon: Daemon, record: ContainerRecord, text: string): void {
  if (text === '') throw new ApiError('invalid_parameter', 'Neither old nor new names may be empty');
  const wanted = text.startsWith('/') ? text : `/${text}`;
  if (wanted === `/${record.name}`) {
    throw new ApiError('invalid_parameter', 'Renaming a container with the same name as its current name');
  }
  const oldName = `/${record.name}`;
  try {
    record.name = checkName(daemon, wanted);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(error.kind, `Error when allocating new name: ${error.message}`);
  }
  for (const endpoint of Object.values(record.networks)) {
    if (endpoint.dnsNames !== null) endpoint.dnsNames = dnsNamesOf(record, endpoint);
  }
  logContainerEvent(daemon, record, 'rename', { oldName });
}
