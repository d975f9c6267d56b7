import { DRILLS_KEY, formatProgress, mergeProgress, parseProgress } from '../../lib/drills/progress.ts';
import type { Progress } from '../../lib/progress/file.ts';
import { formatReadNotes, mergeReadNotes, parseReadNotes, READ_KEY } from '../../lib/progress/read-notes.ts';
import { recall, remember } from '../../sandbox/ui/remembered.ts';

export const readNotes = () => parseReadNotes(recall(READ_KEY));
export const keptDrills = () => parseProgress(recall(DRILLS_KEY));

/** Marks a note as read at a time, or as not read. @returns whether the browser kept it */
export function markRead(note: string, time: string | undefined): boolean {
  const { notes, state } = readNotes();
  if (state === 'newer') return false;
  const { [note]: _, ...others } = notes;
  return keep(READ_KEY, formatReadNotes(time === undefined ? others : { ...notes, [note]: time }));
}

/** Adds to what is kept. @returns whether the browser kept all of it */
export function keepMerged({ read, drills }: Pick<Progress, 'read' | 'drills'>): boolean {
  const [mine, solved] = [readNotes(), keptDrills()];
  if (mine.state === 'newer' || solved.state === 'newer') return false;
  const notes = keep(READ_KEY, formatReadNotes(mergeReadNotes(mine.notes, read)));
  return keep(DRILLS_KEY, formatProgress(mergeProgress(solved.drills, drills))) && notes;
}

/** @returns whether nothing is left */
export function eraseKept(): boolean {
  const notes = keep(READ_KEY, formatReadNotes({}));
  return keep(DRILLS_KEY, formatProgress({})) && notes;
}

function keep(key: string, text: string): boolean {
  remember(key, text);
  return recall(key) === text;
}
