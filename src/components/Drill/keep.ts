import {
  type DrillProgress,
  DRILLS_KEY,
  formatProgress,
  mergeProgress,
  type ParsedProgress,
  parseProgress,
} from '../../lib/drills/progress.ts';
import { recall, remember } from '../../sandbox/ui/remembered.ts';

/** What could not be read is kept here before it is written over. */
const DAMAGED_KEY = `${DRILLS_KEY}-damaged`;
const NEWER = 'A newer version of this page has written your progress; it was left as it is, and this is not added.';

export const readProgress = (): ParsedProgress => parseProgress(recall(DRILLS_KEY));

/**
 * Adds to what is kept now, as another tab may have written since.
 *
 * @returns what the reader should know, when it was not kept as it should be
 */
export function addProgress(id: string, done: DrillProgress): string | undefined {
  const { drills, state } = readProgress();
  if (state === 'newer') return NEWER;
  if (state === 'damaged') remember(DAMAGED_KEY, recall(DRILLS_KEY) ?? '');
  return write(formatProgress(mergeProgress(drills, { [id]: done })));
}

/** Forgets one drill, or all. @returns as `addProgress` */
export function forgetProgress(id?: string): string | undefined {
  const { drills, state } = readProgress();
  if (state === 'newer') return NEWER;
  const rest = Object.fromEntries(Object.entries(drills).filter(([other]) => id !== undefined && other !== id));
  return write(formatProgress(rest));
}

function write(text: string): string | undefined {
  remember(DRILLS_KEY, text);
  return recall(DRILLS_KEY) === text
    ? undefined
    : 'Your browser does not keep data for this site, so this is not remembered.';
}
