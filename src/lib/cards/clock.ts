import type { CardEvent } from './event.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Whoever learns at one in the morning is still in yesterday. */
const DAY_STARTS = 4 * HOUR;
/** Two clocks that agree may differ by this. */
const SLACK = 2 * MINUTE;
/** A pause after which the reader is asked to look at the clock. */
const LONG_PAUSE = 90;

/** Minutes that local time is behind UTC at a moment, as `Date.getTimezoneOffset`. */
export type Offset = (at: number) => number;
export const LOCAL: Offset = (at) => new Date(at).getTimezoneOffset();

/** @returns the number of the reader's day; it changes at four in the morning. */
export const dayOf = (at: number, offset: Offset = LOCAL): number =>
  Math.floor((at - offset(at) * MINUTE - DAY_STARTS) / DAY);

/** @returns `2026-11-21` for a number of a day. */
export const dayName = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The time of a new event of a card: now, but never before what is known of that card. */
export const stampOf = (now: number, last: number | undefined): number => Math.max(now, (last ?? 0) + 1);

export type ClockTrouble =
  /** The clock stands before reviews that were made; `events` lie ahead of it. */
  | { readonly kind: 'behind'; readonly newest: number; readonly events: readonly CardEvent[] }
  /** Nothing happened for long: a pause, or a clock that jumped. */
  | { readonly kind: 'ahead'; readonly newest: number; readonly days: number };

/** What is strange about the clock beside the log; undefined when nothing is. */
export function clockTrouble(events: readonly CardEvent[], now: number): ClockTrouble | undefined {
  const ahead = events.filter(({ at }) => at > now + SLACK);
  const newest = Math.max(...events.map(({ at }) => at).filter((at) => ahead.length > 0 || at <= now + SLACK));
  if (ahead.length > 0) return { kind: 'behind', newest, events: ahead };
  const days = Math.floor((now - newest) / DAY);
  return events.length > 0 && days >= LONG_PAUSE ? { kind: 'ahead', newest, days } : undefined;
}
