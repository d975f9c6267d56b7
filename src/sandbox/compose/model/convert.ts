import { ComposeError } from './error.ts';
import { mapping } from './text-map.ts';
import type { Tree, TreeMap } from './tree.ts';
import { scalarText } from './tree.ts';
import { decodingFailed, durationText, sizeText } from './values.ts';
import { splitCommand } from './command-line.ts';

/** Where a value stands, and how paths are read there. */
export interface Place {
  /** `services[web]` */
  readonly where: string;
  /** A path of the file, absolute. */
  readonly path: (path: string) => string;
  /** Value of an environment variable of the project. */
  readonly lookup: (name: string) => string | undefined;
  /** What can't be read stays as it stands: variables are still in it. */
  readonly lenient?: boolean;
}

export type Convert = (place: Place, value: Tree, key: string) => unknown;

export const at = ({ where }: Place, key: string) => `${where}.${key}`;
export const list = (value: Tree): Tree[] => (Array.isArray(value) ? value : [value]);
export const texts: Convert = (_place, value) => list(value).map(scalarText);
export const text: Convert = (_place, value) => scalarText(value);
export const size: Convert = (place, value, key) => sizeText(at(place, key), value as string | number);
export const duration: Convert = (place, value, key) => durationText(at(place, key), scalarText(value));
export const words: Convert = (place, value, key) => {
  if (value === null) return undefined;
  return Array.isArray(value) ? value.map(scalarText) : splitCommand(at(place, key), scalarText(value));
};
export const number: Convert = (place, value, key) => {
  const result = Number(value);
  if (Number.isNaN(result))
    throw decodingFailed(at(place, key), `strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`);
  return result;
};

/** Names without a value take it from the project, and stay without where it has none. */
export const environment: Convert = (place, value, key) => {
  const pairs = mapping(value);
  const spaced = Array.isArray(value) ? pairs.find(([name]) => /\s$/.test(name)) : undefined;
  if (spaced !== undefined)
    throw decodingFailed(at(place, key), `environment variable ${spaced[0]} is declared with a trailing space`);
  return Object.fromEntries(pairs.map(([name, one]) => [name, one ?? place.lookup(name) ?? null]));
};

/** Converts what the table knows; the rest is left out. */
export function convertAll(
  place: Place,
  map: TreeMap,
  table: Readonly<Record<string, Convert>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, convert] of Object.entries(table)) {
    const value = map[key];
    if (value === undefined || value === null) continue;
    try {
      result[key] = convert(place, value, key);
    } catch (error) {
      if (place.lenient !== true || !(error instanceof ComposeError)) throw error;
      result[key] = value;
    }
  }
  return result;
}
