import { DaemonError } from './request.ts';

const NOT_FOUND = 404;

/** Whether the daemon knows no such thing. */
export const isNotFound = (error: unknown): boolean => error instanceof DaemonError && error.status === NOT_FOUND;

/** What the daemon answers; undefined where it knows no such thing. */
export async function ifFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
