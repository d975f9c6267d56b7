/**
 * Notes that a reader marked as read, as this browser keeps them under `drydock:read`:
 * `{"version":1,"notes":{"containers/stopping":"2026-11-21T10:00:00.000Z"}}`
 */
export type ReadNotes = Readonly<Record<string, string>>;

export interface ParsedReadNotes {
  readonly notes: ReadNotes;
  /** `damaged`: what could not be read was left out. `newer`: a later version wrote it, so it isn't ours to write. */
  readonly state: 'whole' | 'damaged' | 'newer';
}

/** Below `drydock:` in localStorage. */
export const READ_KEY = 'read';
const VERSION = 1;

export function parseReadNotes(text: string | undefined): ParsedReadNotes {
  if (text === undefined) return { notes: {}, state: 'whole' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { notes: {}, state: 'damaged' };
    throw error;
  }
  if (!isRecord(value)) return { notes: {}, state: 'damaged' };
  const { version, notes } = value;
  if (typeof version === 'number' && version > VERSION) return { notes: {}, state: 'newer' };
  if (version !== VERSION || !isRecord(notes)) return { notes: {}, state: 'damaged' };
  const entries = Object.entries(notes);
  const good = entries.filter((entry): entry is [string, string] => isNote(entry[0]) && isDate(entry[1]));
  return { notes: Object.fromEntries(good), state: good.length === entries.length ? 'whole' : 'damaged' };
}

export const formatReadNotes = (notes: ReadNotes): string => JSON.stringify({ version: VERSION, notes });

/** Both; the earlier date counts. */
export function mergeReadNotes(a: ReadNotes, b: ReadNotes): ReadNotes {
  const ids = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...ids].map((id) => [id, [a[id], b[id]].filter((date) => date !== undefined).toSorted()[0] ?? '']),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNote = (id: string): boolean => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id);
const isDate = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
