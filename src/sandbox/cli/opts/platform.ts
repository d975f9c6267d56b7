import { parsePlatform, type Platform, PlatformError } from '../../api/platform.ts';
import { StatusError, UsageError } from '../errors.ts';

/** A value of `--platform` as JSON, as the API takes it; '' stays. @throws {StatusError} `invalid platform: …` */
export function platformJson(text: string): string {
  return text === '' ? '' : read(text, (words) => new StatusError(1, `invalid platform: ${words}`));
}

/** The same of `docker image inspect`. */
export function inspectedPlatform(text: string): string {
  return text === '' ? '' : read(text, (words) => new StatusError(1, words));
}

function read(text: string, failure: (words: string) => Error): string {
  try {
    const { architecture, os, variant }: Platform = parsePlatform(text);
    return JSON.stringify({ architecture, os, ...(variant !== undefined && { variant }) });
  } catch (error) {
    if (error instanceof PlatformError) throw failure(error.message);
    throw error;
  }
}

/** `docker run --platform` goes as it is written, but is read before. @throws {UsageError} `error parsing specified platform: …` */
export function checkedPlatform(text: string): string {
  if (text !== '') read(text, (words) => new UsageError(`error parsing specified platform: ${words}`));
  return text;
}
