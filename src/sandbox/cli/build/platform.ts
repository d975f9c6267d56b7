import { parsePlatform, PlatformError } from '../../api/platform.ts';
import { UsageError } from '../errors.ts';
import { unsupported } from './driver-limits.ts';

/** The platforms of `--platform`. @throws {UsageError} what is none, or more than one where they can't be */
export function platformsOf(texts: readonly string[], hasWorker: boolean): readonly string[] {
  const all = texts.flatMap((text) => text.split(','));
  for (const text of all) checkPlatform(text);
  if (all.length > 1 && !hasWorker) throw new UsageError(unsupported('Multi-platform build', 'build-multi-platform'));
  return [...new Set(all)];
}

function checkPlatform(text: string): void {
  try {
    parsePlatform(text);
  } catch (error) {
    if (error instanceof PlatformError) throw new UsageError(error.message);
    throw error;
  }
}
