import { isCardId } from './card.ts';

/** 1 again, 2 hard, 3 good, 4 easy: as ts-fsrs counts. */
export const RATINGS = [1, 2, 3, 4] as const;
export type Rating = (typeof RATINGS)[number];

/**
 * What a reader did. The log of all events is the only state that is kept: it only grows, so that two tabs, or a file
 * and a browser, are merged by union. `at` is in ms since 1970 by the reader's clock, `id` is random.
 */
export type CardEvent = { readonly id: string; readonly at: number } & (
  | { readonly kind: 'add'; readonly cards: readonly string[] }
  | { readonly kind: 'review'; readonly card: string; readonly rating: Rating }
  | { readonly kind: 'suspend' | 'resume' | 'bury'; readonly card: string }
  /** Takes another event back. */
  | { readonly kind: 'undo'; readonly of: string }
  /** New cards a day. */
  | { readonly kind: 'new-a-day'; readonly count: number }
);

/** More new cards than anyone learns a day. */
export const MOST_NEW = 999;
/** The clock of a device that stands outside was never set: 2020 to 2200, ms. */
const TIMES = [Date.UTC(2020, 0), Date.UTC(2200, 0)] as const;

export const isTime = (at: unknown): at is number =>
  Number.isSafeInteger(at) && (at as number) >= TIMES[0] && (at as number) < TIMES[1];

/** @returns what is wrong with something that should be an event; undefined when nothing is. */
export function eventFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is no record';
  const { id, at, kind, ...rest } = value as Record<string, unknown>;
  if (!isEventId(id)) return 'has no id';
  if (!isTime(at)) return 'has no time between 2020 and 2200';
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) return `is of an unknown kind`;
  const fields = FIELDS[kind as CardEvent['kind']];
  const names = Object.keys(rest);
  if (names.length !== Object.keys(fields).length) return `has other fields than a ${kind} has`;
  for (const [name, holds] of Object.entries(fields)) if (!holds(rest[name])) return `has no ${name} that can be read`;
  return undefined;
}

const isEventId = (value: unknown): boolean => typeof value === 'string' && /^[\w-]{8,64}$/.test(value);
const isCard = (value: unknown): boolean => typeof value === 'string' && isCardId(value);

const FIELDS: Readonly<Record<CardEvent['kind'], Readonly<Record<string, (value: unknown) => boolean>>>> = {
  add: { cards: (value) => Array.isArray(value) && value.length > 0 && value.every(isCard) },
  review: { card: isCard, rating: (value) => RATINGS.includes(value as Rating) },
  suspend: { card: isCard },
  resume: { card: isCard },
  bury: { card: isCard },
  undo: { of: isEventId },
  'new-a-day': { count: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_NEW },
};

/** Union of two logs, in the order of time. */
export function mergeEvents(a: readonly CardEvent[], b: readonly CardEvent[]): readonly CardEvent[] {
  const all = new Map([...a, ...b].map((event) => [event.id, event]));
  return [...all.values()].sort((x, y) => x.at - y.at || (x.id < y.id ? -1 : 1));
}
