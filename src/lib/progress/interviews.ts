import { isRecord } from '../is-record.ts';
import { RATINGS, type Rating } from '../questions/ratings.ts';
import { formatKept, type KeptState, parseKept } from './kept-records.ts';

/** How the questions of one interview were answered, by their ids: `{"exit-137":"good"}`. */
export type Ratings = Readonly<Record<string, Rating>>;

/**
 * Mock interviews by the time at which they began, as this browser keeps them under `drydock:interviews`:
 * `{"version":1,"interviews":{"2026-11-21T10:00:00.000Z":{"exit-137":"good"}}}`
 */
export type Interviews = Readonly<Record<string, Ratings>>;

export interface ParsedInterviews {
  readonly interviews: Interviews;
  readonly state: KeptState;
}

/** Below `drydock:` in localStorage. */
export const INTERVIEWS_KEY = 'interviews';

export function parseInterviews(text: string | undefined): ParsedInterviews {
  const { records, state } = parseKept<Ratings>(
    text,
    'interviews',
    (time, ratings) => isTime(time) && isRatings(ratings),
  );
  return { interviews: records, state };
}

export const formatInterviews = (interviews: Interviews): string => formatKept('interviews', interviews);

/** Both; of an interview that is in both, the questions of both, and of a question in both the worse rating. */
export function mergeInterviews(a: Interviews, b: Interviews): Interviews {
  const times = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...times].toSorted().map((time) => [time, mergeRatings(a[time] ?? {}, b[time] ?? {})]));
}

function mergeRatings(a: Ratings, b: Ratings): Ratings {
  const ids = new Set([...Object.keys(a), ...Object.keys(b)]);
  const worse = (id: string): Rating => RATINGS.find((rating) => a[id] === rating || b[id] === rating) ?? 'missed';
  return Object.fromEntries([...ids].map((id) => [id, worse(id)]));
}

/** The newest rating of each question. */
export function lastRatings(interviews: Interviews): ReadonlyMap<string, Rating> {
  const times = Object.keys(interviews).toSorted((a, b) => Date.parse(a) - Date.parse(b));
  return new Map(times.flatMap((time) => Object.entries(interviews[time] ?? {})));
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
const isRatings = (value: unknown): boolean =>
  isRecord(value) &&
  Object.entries(value).every(
    ([id, rating]) => /^[a-z][a-z0-9-]{0,79}$/.test(id) && RATINGS.some((known) => known === rating),
  );
