import type { ContainerWaitResponse, WaitCondition } from '../../api/types/container.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { liveOf } from './find.ts';

/** POST /containers/{id}/wait. The waiter stands in the queue when this returns; the promise settles at the end. */
export function waitForContainer(
  daemon: Daemon,
  record: ContainerRecord,
  condition: WaitCondition,
): { readonly result: Promise<ContainerWaitResponse>; readonly cancel: () => void } {
  const live = liveOf(daemon, record);
  if (condition === 'not-running' && !record.state.running) {
    return { result: Promise.resolve({ StatusCode: record.state.exitCode }), cancel: () => {} };
  }
  let cancel: () => void = () => {};
  const result = new Promise<ContainerWaitResponse>((resolve) => {
    const waiter = {
      condition,
      resolve: ({ code, error }: { readonly code: number; readonly error: string }) =>
        resolve({ StatusCode: code, ...(error !== '' && { Error: { Message: error } }) }),
    };
    live.waiters.add(waiter);
    cancel = () => live.waiters.delete(waiter);
  });
  return { result, cancel };
}
