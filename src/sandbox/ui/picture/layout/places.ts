/** Where things stand: key → number of the place. */
export type Places = ReadonlyMap<string, number>;

/**
 * Gives each thing a place and lets it keep that: nothing moves because something else came or went.
 * What is new takes the first place that is free.
 */
export function assignPlaces(before: Places, keys: readonly string[]): Places {
  const kept = keys.filter((key) => before.has(key));
  const taken = new Set(kept.map((key) => before.get(key)));
  const places = new Map(kept.map((key) => [key, before.get(key)!]));
  let next = 0;
  for (const key of keys) {
    if (places.has(key)) continue;
    while (taken.has(next)) next++;
    taken.add(next);
    places.set(key, next);
  }
  return places;
}

/** One more than the last place that is taken. */
export const placeCount = (places: Places): number => Math.max(-1, ...places.values()) + 1;
