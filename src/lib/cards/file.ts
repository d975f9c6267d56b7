import { eventFault, mergeEvents, type CardEvent } from './event.ts';

/** A file of cards: `{"format":"drydock-cards","version":1,"exported":"2026-11-21T10:00:00.000Z","events":[…]}`. */
const FORMAT = 'drydock-cards';
const VERSION = 1;
/** Characters: a review has about a hundred. */
const LONGEST = 50_000_000;

/** A file that is not read; the message tells the reader why. */
export class CardsFileError extends Error {}

export const formatCards = (events: readonly CardEvent[], now: number): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, exported: new Date(now).toISOString(), events });

/** @throws {CardsFileError} for a file that is broken, foreign or of a later version: all of it is read, or nothing. */
export function parseCards(text: string): readonly CardEvent[] {
  if (text.length > LONGEST) throw new CardsFileError('The file is larger than any that these cards make.');
  return readCards(parseJson(text));
}

/** The same for what was JSON already, as a part of another file. @throws {CardsFileError} */
export function readCards(value: unknown): readonly CardEvent[] {
  if (typeof value !== 'object' || value === null) throw new CardsFileError('The file holds no cards.');
  const { format, version, events } = value as Record<string, unknown>;
  if (format !== FORMAT) throw new CardsFileError('The file holds no cards of Drydock.');
  if (typeof version !== 'number' || !Array.isArray(events))
    throw new CardsFileError('The file is damaged: parts of it are missing.');
  if (version > VERSION)
    throw new CardsFileError('A later version of Drydock wrote the file: load this page again, then import it.');
  events.forEach((event: unknown, index) => {
    const fault = eventFault(event);
    if (fault !== undefined) throw new CardsFileError(`The file is damaged: entry ${index + 1} ${fault}.`);
  });
  const checked = events as readonly CardEvent[];
  if (new Set(checked.map(({ id }) => id)).size < checked.length)
    throw new CardsFileError('The file is damaged: two entries have the same id.');
  return mergeEvents(checked, []);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new CardsFileError('The file is no JSON, or it is cut off.', { cause });
    throw cause;
  }
}

/** @returns the events of `theirs` that `ours` doesn't have. @throws {CardsFileError} where the two contradict each other */
export function newEvents(ours: readonly CardEvent[], theirs: readonly CardEvent[]): readonly CardEvent[] {
  const known = new Map(ours.map((event) => [event.id, event]));
  return theirs.filter((event) => {
    const mine = known.get(event.id);
    if (mine !== undefined && canonical(mine) !== canonical(event))
      throw new CardsFileError('The file tells otherwise what happened here: someone changed it.');
    return mine === undefined;
  });
}

const canonical = (event: CardEvent): string =>
  JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));
