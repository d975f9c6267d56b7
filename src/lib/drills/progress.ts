/**
 * What a reader has solved, as it is kept in this browser under `drydock:drills`:
 * `{"version":1,"drills":{"<id>":{"solved":"2026-11-21T10:00:00.000Z","commands":4,"shown":true}}}`
 */
export interface DrillProgress {
  /** When it was first solved, ISO 8601; missing while it is not. */
  readonly solved?: string;
  /** Fewest commands with which it was solved. */
  readonly commands?: number;
  /** The solution was opened before it was solved. */
  readonly shown?: boolean;
}

/** By the drill's id. */
export type DrillsProgress = Readonly<Record<string, DrillProgress>>;

export interface ParsedProgress {
  readonly drills: DrillsProgress;
  /** `damaged`: what could not be read was left out. `newer`: a later version of the site wrote it, so it isn't ours to write. */
  readonly state: 'whole' | 'damaged' | 'newer';
}

/** Below `drydock:` in localStorage. */
export const DRILLS_KEY = 'drills';
const VERSION = 1;
/** More commands than anyone types. */
const MOST_COMMANDS = 100_000;

/** Reads what was kept or imported; whatever is broken, the rest is kept. */
export function parseProgress(text: string | undefined): ParsedProgress {
  if (text === undefined) return { drills: {}, state: 'whole' };
  const value = parseJson(text);
  if (!isRecord(value)) return { drills: {}, state: 'damaged' };
  const { version, drills } = value;
  if (typeof version === 'number' && version > VERSION) return { drills: {}, state: 'newer' };
  if (version !== VERSION || !isRecord(drills)) return { drills: {}, state: 'damaged' };
  const entries = Object.entries(drills);
  const good = entries.filter((entry): entry is [string, DrillProgress] => isId(entry[0]) && isProgress(entry[1]));
  return { drills: Object.fromEntries(good), state: good.length === entries.length ? 'whole' : 'damaged' };
}

export const formatProgress = (drills: DrillsProgress): string => JSON.stringify({ version: VERSION, drills });

/** Both: the earlier solution, the better score. So a second tab and an import lose nothing. */
export function mergeProgress(a: DrillsProgress, b: DrillsProgress): DrillsProgress {
  const ids = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...ids].map((id) => [id, mergeDrill(a[id] ?? {}, b[id] ?? {})]));
}

function mergeDrill(a: DrillProgress, b: DrillProgress): DrillProgress {
  const [solved] = [a.solved, b.solved].filter((time) => time !== undefined).toSorted();
  const counts = [a.commands, b.commands].filter((count) => count !== undefined);
  return {
    ...(solved !== undefined && { solved }),
    ...(counts.length > 0 && { commands: Math.min(...counts) }),
    ...((a.shown === true || b.shown === true) && { shown: true }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,79}$/.test(text);

function isProgress(value: unknown): value is DrillProgress {
  if (!isRecord(value)) return false;
  const { solved, commands, shown } = value;
  return (
    (solved === undefined || (typeof solved === 'string' && !Number.isNaN(Date.parse(solved)))) &&
    (commands === undefined ||
      (Number.isInteger(commands) && (commands as number) >= 0 && (commands as number) <= MOST_COMMANDS)) &&
    (shown === undefined || typeof shown === 'boolean')
  );
}
