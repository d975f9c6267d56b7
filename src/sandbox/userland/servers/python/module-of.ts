import { type Native, PyBuiltin, PyModule, type Value } from './values.ts';

/** A module with these functions and values. */
export function moduleOf(
  name: string,
  functions: Readonly<Record<string, Native>>,
  values: Readonly<Record<string, Value>> = {},
): PyModule {
  const attributes = new Map<string, Value>(Object.entries(values));
  for (const [key, call] of Object.entries(functions)) attributes.set(key, new PyBuiltin(key, call));
  return new PyModule(name, attributes);
}
