import { isRecord } from '../is-record.ts';
import { formatKept, type KeptState, parseKept } from '../progress/kept-records.ts';

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
  readonly state: KeptState;
}

/** Below `drydock:` in localStorage. */
export const DRILLS_KEY = 'drills';
/** More commands than anyone types. */
const MOST_COMMANDS = 100_000;

/** Reads what was kept or imported; whatever is broken, the rest is kept. */
export function parseProgress(text: string | undefined): ParsedProgress {
  const { records, state } = parseKept<DrillProgress>(
    text,
    'drills',
    (id, progress) => isId(id) && isProgress(progress),
  );
  return { drills: records, state };
}

export const formatProgress = (drills: DrillsProgress): string => formatKept('drills', drills);

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
