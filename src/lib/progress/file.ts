import type { CardEvent } from '../cards/event.ts';
import { CardsFileError, formatCards, parseCards, readCards } from '../cards/file.ts';
import { formatProgress, parseProgress, type DrillsProgress } from '../drills/progress.ts';
import { formatInterviews, parseInterviews, type Interviews } from './interviews.ts';
import { formatReadNotes, parseReadNotes, type ReadNotes } from './read-notes.ts';

/** All that a reader did on the site. */
export interface Progress {
  readonly cards: readonly CardEvent[];
  readonly read: ReadNotes;
  readonly drills: DrillsProgress;
  readonly interviews: Interviews;
}

const FORMAT = 'drydock-progress';
const VERSION = 1;

/** `{"format":"drydock-progress","version":1,"cards":{…},"read":{…},"drills":{…},"interviews":{…}}`, each part as it is kept. */
export function formatAll({ cards, read, drills, interviews }: Progress, now: number): string {
  const parts = {
    cards: formatCards(cards, now),
    read: formatReadNotes(read),
    drills: formatProgress(drills),
    interviews: formatInterviews(interviews),
  };
  const parsed = Object.entries(parts).map(([name, text]): [string, unknown] => [name, JSON.parse(text)]);
  return JSON.stringify({ format: FORMAT, version: VERSION, ...Object.fromEntries(parsed) });
}

/**
 * Reads a file of all, or one of cards alone.
 *
 * @throws {CardsFileError} for a file that is broken, foreign or of a later version: all of it is read, or nothing
 */
export function parseAll(text: string): Progress {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new CardsFileError('The file is no JSON, or it is cut off.', { cause });
    throw cause;
  }
  const { format, version, cards, read, drills, interviews } = (value ?? {}) as Record<string, unknown>;
  if (format !== FORMAT) return { cards: parseCards(text), read: {}, drills: {}, interviews: {} };
  if (version !== VERSION)
    throw new CardsFileError('A later version of Drydock wrote the file: load this page again, then import it.');
  const readPart = parseReadNotes(JSON.stringify(read ?? null));
  const drillsPart = parseProgress(JSON.stringify(drills ?? null));
  // Files of the time before interviews were kept lack that part.
  const interviewsPart = parseInterviews(interviews === undefined ? undefined : JSON.stringify(interviews));
  for (const { state } of [readPart, drillsPart, interviewsPart])
    if (state !== 'whole') throw new CardsFileError('The file is damaged: a part of it cannot be read.');
  return {
    cards: readCards(cards),
    read: readPart.notes,
    drills: drillsPart.drills,
    interviews: interviewsPart.interviews,
  };
}
