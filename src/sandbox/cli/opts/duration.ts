import { DurationError, readDuration } from '../../api/duration.ts';
import { UsageError } from '../errors.ts';

/** The value of a duration flag: `1h30m`. @returns nanoseconds @throws {UsageError} as time.ParseDuration */
export function parseDuration(text: string): number {
  try {
    return readDuration(text);
  } catch (error) {
    if (error instanceof DurationError) throw new UsageError(error.message);
    throw error;
  }
}
