import { ApiError } from '../api/errors.ts';
import { readTimestamp, TimestampError } from '../api/timestamp.ts';
import type { Daemon } from './daemon.ts';

/** The time that a filter `until` names: a date, or so long ago. @returns ms since 1970 @throws {ApiError} it is none */
export function pastTime({ kernel }: Daemon, text: string): number {
  try {
    return Number(readTimestamp(text, kernel.clock.now())) * 1000;
  } catch (error) {
    if (error instanceof TimestampError) throw new ApiError('invalid_parameter', error.message);
    throw error;
  }
}
