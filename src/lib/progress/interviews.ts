import { RATINGS, type Rating } from '../questions/ratings.ts';

/** How the questions of one interview were answered, by their ids: `{"exit-137":"good"}`. */
export type Ratings = Readonly<Record<string, Rating>>;

/**
 * Mock interviews by the time at which they began, as this browser keeps them under `drydock:interviews`:
 * `{"version":1,"interviews":{"2026-11-21T10:00:00.000Z":{"exit-137":"good"}}}`
 */
export type Interviews = Readonly<Record<string, Ratings>>;

export interface ParsedInterviews {
  readonly interviews: Interviews;
  /** `damaged`: what could not be read was left out. `newer`: a later version wrote it, so it isn't ours to write. */
  readonly state: 'whole' | 'damaged' | 'newer';
}

/** Below `drydock:` in localStorage. */
export const INTERVIEWS_KEY = 'interviews';
const VERSION = 1;

export function parseInterviews(text: string | undefined): ParsedInterviews {
  if (text === undefined) return { interviews: {}, state: 'whole' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { interviews: {}, state: 'damaged' };
    throw error;
  }
  if (!isRecord(value)) return { interviews: {}, state: 'damaged' };
  const { version, interviews } = value;
  if (typeof version === 'number' && version > VERSION) return { interviews: {}, state: 'newer' };
  if (version !== VERSION || !isRecord(interviews)) return { interviews: {}, state: 'damaged' };
  const entries = Object.entries(interviews);
  const good = entries.filter((entry): entry is [string, Ratings] => isTime(entry[0]) && isRatings(entry[1]));
  return { interviews: Object.fromEntries(good), state: good.length === entries.length ? 'whole' : 'damaged' };
}

export const formatInterviews = (interviews: Interviews): string => JSON.stringify({ version: VERSION, interviews });

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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
const isRatings = (value: unknown): boolean =>
  isRecord(value) &&
  Object.entries(value).every(
    ([id, rating]) => /^[a-z][a-z0-9-]{0,79}$/.test(id) && RATINGS.some((known) => known === rating),
  );
