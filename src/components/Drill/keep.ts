import {
  type DrillProgress,
  DRILLS_KEY,
  formatProgress,
  mergeProgress,
  type ParsedProgress,
  parseProgress,
} from '../../lib/drills/progress.ts';
import { recall } from '../../sandbox/ui/remembered.ts';
import { writeKept } from '../Progress/write-kept.ts';

const NEWER = 'A newer version of this page has written your progress; it was left as it is, and this is not added.';
const NOT_KEPT = 'Your browser does not keep data for this site, so this is not remembered.';

export const readProgress = (): ParsedProgress => parseProgress(recall(DRILLS_KEY));

/**
 * Adds to what is kept now, as another tab may have written since.
 *
 * @returns what the reader should know, when it was not kept as it should be
 */
export function addProgress(id: string, done: DrillProgress): string | undefined {
  const now = readProgress();
  return write(mergeProgress(now.drills, { [id]: done }), now);
}

/** Forgets one drill, or all. @returns as `addProgress` */
export function forgetProgress(id?: string): string | undefined {
  const now = readProgress();
  const rest = Object.entries(now.drills).filter(([other]) => id !== undefined && other !== id);
  return write(Object.fromEntries(rest), now);
}

function write(drills: ParsedProgress['drills'], { state }: ParsedProgress): string | undefined {
  if (state === 'newer') return NEWER;
  return writeKept(DRILLS_KEY, formatProgress(drills), state) ? undefined : NOT_KEPT;
}
