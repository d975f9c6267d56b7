import { UsageError } from '../errors.ts';

/** A value of `--label`: `key=value` or `key`. */
export function parseLabel(text: string): string {
  if (text === '' || text.startsWith('=')) throw new UsageError(`invalid label '${text}': empty name`);
  const [name = ''] = text.split('=');
  if (/[ \t\r\n\f\v]/.test(name)) throw new UsageError(`label '${name}' contains whitespaces`);
  return text;
}

/** `a=b` entries as a record; the last of a key wins, a key alone is empty. */
export function toRecord(entries: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (const entry of entries) {
    const equals = entry.indexOf('=');
    if (equals < 0) record[entry] = '';
    else record[entry.slice(0, equals)] = entry.slice(equals + 1);
  }
  return record;
}
