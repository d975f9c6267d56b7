import { UsageError } from '../errors.ts';

/** A value of `-e`: `NAME=value`, or `NAME` to take it from the environment. */
export function parseEnv(text: string): string {
  if (text === '' || text.startsWith('=')) throw new UsageError(`invalid environment variable: ${text}`);
  return text;
}

/** `NAME` becomes `NAME=value` where the environment has it. A name without value asks the daemon to unset it. */
export function withEnvironment(entry: string, environment: ReadonlyMap<string, string>): string {
  if (entry.includes('=')) return entry;
  const value = environment.get(entry);
  return value === undefined ? entry : `${entry}=${value}`;
}
