/**
 * What `--filter key=value` becomes on the wire: `{"status":{"exited":true}}`, values of one key are alternatives.
 * @see moby api/types/filters
 */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** The query parameter `filters`; empty filters are left out of the query. */
export function encodeFilters(filters: Filters): string {
  const wire: Record<string, Record<string, true>> = {};
  for (const [key, values] of [...filters].sort(([a], [b]) => (a < b ? -1 : 1))) {
    wire[key] = Object.fromEntries([...values].sort().map((value) => [value, true]));
  }
  return JSON.stringify(wire);
}

/** Reads the query parameter, also in the old form `{"status":["exited"]}`. Undefined when it is neither. */
export function decodeFilters(text: string | null | undefined): Filters | undefined {
  if (text === null || text === undefined || text === '') return new Map();
  let wire: unknown;
  try {
    wire = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof wire !== 'object' || wire === null || Array.isArray(wire)) return undefined;
  const filters = new Map<string, readonly string[]>();
  for (const [key, values] of Object.entries(wire as Record<string, unknown>)) {
    if (Array.isArray(values)) filters.set(key, values.map(String));
    else if (typeof values === 'object' && values !== null) {
      filters.set(
        key,
        Object.keys(values).filter((value) => (values as Record<string, unknown>)[value]),
      );
    } else return undefined;
  }
  return filters;
}

/**
 * Whether a text goes with a filter's value: the value itself, or a regular expression that fits.
 *
 * @see moby api/types/filters Match
 */
export function matchesFilter(value: string, text: string): boolean {
  if (value === text) return true;
  try {
    return new RegExp(value).test(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}
