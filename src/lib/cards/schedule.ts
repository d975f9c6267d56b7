import { createEmptyCard, fsrs, State, type Card as Memory } from 'ts-fsrs';
import { DAY, HOUR, MINUTE } from './clock.ts';
import { RATINGS, type Rating } from './event.ts';

export type { Memory };

/** ts-fsrs with its default parameters; without fuzz, so that every tab and every import counts the same. */
const scheduler = fsrs({ enable_fuzz: false });

export const newMemory = (at: number): Memory => createEmptyCard(new Date(at));

/** The memory after a review. */
export const review = (memory: Memory, at: number, rating: Rating): Memory =>
  scheduler.next(memory, new Date(at), rating).card;

/** @returns for each rating, ms until the card comes again. */
export const intervals = (memory: Memory, at: number): Readonly<Record<Rating, number>> =>
  Object.fromEntries(RATINGS.map((rating) => [rating, review(memory, at, rating).due.getTime() - at])) as Record<
    Rating,
    number
  >;

/** Seen, but comes again within minutes. */
export const isLearning = ({ state }: Memory): boolean => state === State.Learning || state === State.Relearning;
/** Comes again after days. */
export const isReview = ({ state }: Memory): boolean => state === State.Review;

/** `10 min`, `3 d`, `2.5 mo`: short enough for a button. */
export function intervalText(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.round(ms / MINUTE))} min`;
  if (ms < DAY) return `${Math.round(ms / HOUR)} h`;
  const days = Math.round(ms / DAY);
  if (days < 31) return `${days} d`;
  return days < 365 ? `${oneDigit(days / 30.4)} mo` : `${oneDigit(days / 365)} y`;
}

const oneDigit = (value: number): string => value.toFixed(1).replace('.0', '');
