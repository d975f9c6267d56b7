import { UsageError } from '../errors.ts';

/**
 * One value of `--filter`: `status=exited`, `label=a=b`.
 * @returns key in lower case, and value; undefined for an empty text, which is skipped
 */
export function parseFilter(text: string): readonly [key: string, value: string] | undefined {
  if (text === '') return undefined;
  const equals = text.indexOf('=');
  if (equals < 0) throw new UsageError('bad format of filter (expected name=value)');
  return [text.slice(0, equals).trim().toLowerCase(), text.slice(equals + 1).trim()];
}
