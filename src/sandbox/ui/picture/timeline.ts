import { EMPTY_STATE, type HostState } from './host-state.ts';

/** How a host stood when a command had ended. */
export interface Moment {
  /** The command; empty for the start. */
  readonly command: string;
  readonly state: HostState;
}

/** So many moments are kept; the oldest go first. */
const MOST = 300;

/** The moments of a session, and the one that is looked at. */
export interface Timeline {
  readonly moments: readonly Moment[];
  /** Place of the moment that is looked at; undefined: as it is now. */
  readonly at: number | undefined;
  /** Place of the moment that it is compared with; undefined: the one before. */
  readonly against: number | undefined;
}

export const NO_TIME: Timeline = { moments: [], at: undefined, against: undefined };

/** Adds a moment. Who looks at the past keeps looking at the same moment. */
export function addMoment({ moments, at, against }: Timeline, moment: Moment): Timeline {
  const all = [...moments, moment];
  const dropped = Math.max(0, all.length - MOST);
  const moved = (place: number | undefined) => (place === undefined ? undefined : Math.max(0, place - dropped));
  return { moments: all.slice(dropped), at: moved(at), against: moved(against) };
}

/** Goes to a place; the one behind the last moment is now. */
export const goTo = (timeline: Timeline, place: number): Timeline => ({
  ...timeline,
  at: place >= timeline.moments.length ? undefined : Math.max(0, place),
});

/** Both states of the comparison that is asked for. @param live as it is now */
export function compared({ moments, at, against }: Timeline, live: HostState): { before: HostState; now: HostState } {
  const place = at ?? moments.length;
  const now = at === undefined ? live : (moments[at]?.state ?? live);
  const before = against === undefined ? moments[at === undefined ? moments.length - 1 : place - 1] : moments[against];
  return { before: before?.state ?? (at === undefined ? live : EMPTY_STATE), now };
}

/** What a place is called. */
export function momentName({ moments }: Timeline, place: number | undefined): string {
  if (place === undefined || place >= moments.length) return 'now';
  const { command } = moments[place]!;
  return command === '' ? 'the start' : `after ${command}`;
}
