import { formatKept, type KeptState, parseKept } from './kept-records.ts';

/**
 * Notes that a reader marked as read, as this browser keeps them under `drydock:read`:
 * `{"version":1,"notes":{"containers/stopping":"2026-11-21T10:00:00.000Z"}}`
 */
export type ReadNotes = Readonly<Record<string, string>>;

export interface ParsedReadNotes {
  readonly notes: ReadNotes;
  readonly state: KeptState;
}

/** Below `drydock:` in localStorage. */
export const READ_KEY = 'read';

export function parseReadNotes(text: string | undefined): ParsedReadNotes {
  const { records, state } = parseKept<string>(text, 'notes', (id, date) => isNote(id) && isDate(date));
  return { notes: records, state };
}

export const formatReadNotes = (notes: ReadNotes): string => formatKept('notes', notes);

/** Both; the earlier date counts. */
export function mergeReadNotes(a: ReadNotes, b: ReadNotes): ReadNotes {
  const ids = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...ids].map((id) => [id, [a[id], b[id]].filter((date) => date !== undefined).toSorted()[0] ?? '']),
  );
}

const isNote = (id: string): boolean => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id);
const isDate = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
