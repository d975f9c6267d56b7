import { DRILLS_KEY, formatProgress, mergeProgress } from '../../lib/drills/progress.ts';
import type { Progress } from '../../lib/progress/file.ts';
import {
  formatInterviews,
  INTERVIEWS_KEY,
  mergeInterviews,
  parseInterviews,
  type Ratings,
} from '../../lib/progress/interviews.ts';
import { formatReadNotes, mergeReadNotes, parseReadNotes, READ_KEY } from '../../lib/progress/read-notes.ts';
import { readProgress } from '../Drill/keep.ts';
import { recall, remember } from '../../sandbox/ui/remembered.ts';

export const readNotes = () => parseReadNotes(recall(READ_KEY));
export const keptDrills = readProgress;
export const keptInterviews = () => parseInterviews(recall(INTERVIEWS_KEY));

/** Keeps how an interview has gone so far. @param started ISO time @returns whether the browser kept it */
export function keepInterview(started: string, ratings: Ratings): boolean {
  const { interviews, state } = keptInterviews();
  if (state === 'newer') return false;
  return keep(INTERVIEWS_KEY, formatInterviews({ ...interviews, [started]: ratings }));
}

/** Marks a note as read at a time, or as not read. @returns whether the browser kept it */
export function markRead(note: string, time: string | undefined): boolean {
  const { notes, state } = readNotes();
  if (state === 'newer') return false;
  const { [note]: _, ...others } = notes;
  return keep(READ_KEY, formatReadNotes(time === undefined ? others : { ...notes, [note]: time }));
}

/** Adds to what is kept. @returns whether the browser kept all of it */
export function keepMerged({ read, drills, interviews }: Omit<Progress, 'cards'>): boolean {
  const [mine, solved, held] = [readNotes(), keptDrills(), keptInterviews()];
  if ([mine, solved, held].some(({ state }) => state === 'newer')) return false;
  const notes = keep(READ_KEY, formatReadNotes(mergeReadNotes(mine.notes, read)));
  const interviewed = keep(INTERVIEWS_KEY, formatInterviews(mergeInterviews(held.interviews, interviews)));
  return keep(DRILLS_KEY, formatProgress(mergeProgress(solved.drills, drills))) && notes && interviewed;
}

/** @returns whether nothing is left */
export function eraseKept(): boolean {
  const notes = keep(READ_KEY, formatReadNotes({}));
  const interviews = keep(INTERVIEWS_KEY, formatInterviews({}));
  return keep(DRILLS_KEY, formatProgress({})) && notes && interviews;
}

function keep(key: string, text: string): boolean {
  remember(key, text);
  return recall(key) === text;
}
