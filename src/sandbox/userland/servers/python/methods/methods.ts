import type { Objects } from '../objects.ts';
import type { Keywords, Value } from '../values.ts';

/** What a built-in type can do, by name. */
export type Methods<Self> = Readonly<
  Record<string, (self: Self, args: Value[], keywords: Keywords, interpreter: Objects) => Value | Promise<Value>>
>;
