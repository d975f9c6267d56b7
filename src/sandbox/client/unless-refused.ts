import { ConnectionError, DaemonError } from './request.ts';

/** Waits for what the daemon may refuse by now, as a container that has ended can't be told; what else fails is thrown. */
export async function unlessRefused(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DaemonError || error instanceof ConnectionError)) throw error;
  }
}
