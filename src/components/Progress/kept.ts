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
import { recall } from '../../sandbox/ui/remembered.ts';
import { eraseText, writeKept } from './write-kept.ts';

export const readNotes = () => parseReadNotes(recall(READ_KEY));
export const keptDrills = readProgress;
export const keptInterviews = () => parseInterviews(recall(INTERVIEWS_KEY));

/** Keeps how an interview has gone so far. @param started ISO time @returns whether the browser kept it */
export function keepInterview(started: string, ratings: Ratings): boolean {
  const { interviews, state } = keptInterviews();
  return writeKept(INTERVIEWS_KEY, formatInterviews({ ...interviews, [started]: ratings }), state);
}

/** Marks a note as read at a time, or as not read. @returns whether the browser kept it */
export function markRead(note: string, time: string | undefined): boolean {
  const { notes, state } = readNotes();
  const { [note]: _, ...others } = notes;
  return writeKept(READ_KEY, formatReadNotes(time === undefined ? others : { ...notes, [note]: time }), state);
}

/** Adds to what is kept, to all of it or to nothing. @returns whether the browser kept all of it */
export function keepMerged({ read, drills, interviews }: Omit<Progress, 'cards'>): boolean {
  const [mine, solved, held] = [readNotes(), keptDrills(), keptInterviews()];
  if ([mine, solved, held].some(({ state }) => state === 'newer')) return false;
  return [
    writeKept(READ_KEY, formatReadNotes(mergeReadNotes(mine.notes, read)), mine.state),
    writeKept(INTERVIEWS_KEY, formatInterviews(mergeInterviews(held.interviews, interviews)), held.state),
    writeKept(DRILLS_KEY, formatProgress(mergeProgress(solved.drills, drills)), solved.state),
  ].every(Boolean);
}

/** @returns whether nothing is left */
export const eraseKept = (): boolean => [READ_KEY, INTERVIEWS_KEY, DRILLS_KEY].map(eraseText).every(Boolean);
