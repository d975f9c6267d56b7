import { isRecord } from '../is-record.ts';

/** What was read of a text that this browser keeps, or that a file brought. */
export interface KeptRecords<T> {
  readonly records: Readonly<Record<string, T>>;
  readonly state: KeptState;
}

/** `damaged`: what could not be read was left out. `newer`: a later version of the site wrote it, so it isn't ours to write. */
export type KeptState = 'whole' | 'damaged' | 'newer';

const VERSION = 1;

/**
 * Reads `{"version":1,"<name>":{"<id>":…}}`; whatever is broken, the rest is kept.
 * @param text undefined where nothing is kept yet
 * @param isGood whether a record is one
 */
export function parseKept<T>(
  text: string | undefined,
  name: string,
  isGood: (id: string, value: unknown) => boolean,
): KeptRecords<T> {
  if (text === undefined) return { records: {}, state: 'whole' };
  const value = parseJson(text);
  if (!isRecord(value)) return { records: {}, state: 'damaged' };
  const { version, [name]: records } = value;
  if (typeof version === 'number' && version > VERSION) return { records: {}, state: 'newer' };
  if (version !== VERSION || !isRecord(records)) return { records: {}, state: 'damaged' };
  const entries = Object.entries(records);
  const good = entries.filter((entry): entry is [string, T] => isGood(...entry));
  return { records: Object.fromEntries(good), state: good.length === entries.length ? 'whole' : 'damaged' };
}

export const formatKept = (name: string, records: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ version: VERSION, [name]: records });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
