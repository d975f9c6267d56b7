import { readTimestamp, TimestampError } from '../../api/timestamp.ts';
import { UsageError } from '../errors.ts';

/** A value of `--since`; empty for an empty one. @see readTimestamp @throws {UsageError} it is no time */
export function parseTimestamp(text: string, now: number): string {
  try {
    return text === '' ? '' : readTimestamp(text, now);
  } catch (error) {
    if (error instanceof TimestampError) throw new UsageError(error.message);
    throw error;
  }
}
