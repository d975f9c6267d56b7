import { recall, remember } from '../../sandbox/ui/remembered.ts';

/** Queries of this browser, the last first: `{"version":1,"queries":["docker run -p"]}` under `drydock:searches`. */
const KEY = 'searches';
const VERSION = 1;
const MOST = 6;
/** A pasted error isn't typed again, and may hold what nobody wants kept. */
const LONGEST = 60;

export function parseRecent(text: string | undefined): string[] {
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== VERSION) return [];
  const queries = 'queries' in value && Array.isArray(value.queries) ? (value.queries as unknown[]) : [];
  return queries.filter((query) => typeof query === 'string').slice(0, MOST);
}

export function withRecent(queries: readonly string[], query: string): string[] {
  const asked = query.replace(/\s+/g, ' ').trim();
  if (asked === '' || asked.length > LONGEST) return [...queries];
  return [asked, ...queries.filter((other) => other !== asked)].slice(0, MOST);
}

export const recentQueries = (): string[] => parseRecent(recall(KEY));

/** Keeps a query that led somewhere. */
export function keepQuery(query: string): void {
  remember(KEY, JSON.stringify({ version: VERSION, queries: withRecent(recentQueries(), query) }));
}

export function forgetQueries(): void {
  remember(KEY, JSON.stringify({ version: VERSION, queries: [] }));
}
