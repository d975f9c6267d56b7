import type { Tree } from './tree.ts';
import { isMap, keyValue, scalarText } from './tree.ts';

/** Labels, sysctls, options: a map of texts, also from `a=b`. */
export const textMap = (value: Tree): Record<string, string> =>
  Object.fromEntries(mapping(value).map(([key, one]) => [key, one ?? '']));

/** The same, where a name without a value has none. */
export function mapping(value: Tree): (readonly [string, string | null])[] {
  if (isMap(value)) return Object.entries(value).map(([key, one]) => [key, one === null ? null : scalarText(one)]);
  return (Array.isArray(value) ? value : [value ?? []].flat()).map((item) => {
    const [key, one] = keyValue(scalarText(item));
    return [key, one ?? null];
  });
}
