import { UsageError } from '../errors.ts';

/**
 * Lines of an `--env-file` or `--label-file`: `KEY=value`, values as they stand, `#` begins a comment line.
 *
 * @param lookup gives the value of a `KEY` alone, which is left out without one: a label always is
 * @see docker/cli pkg/kvfile
 */
export function parseEnvFile(
  path: string,
  text: string,
  lookup: (key: string) => string | undefined = () => undefined,
): string[] {
  const entries: string[] = [];
  const fail = (what: string) => new UsageError(`invalid env file (${path}): ${what}`);
  for (const raw of text.replace(/^\ufeff/, '').split('\n')) {
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    if (key === '') throw fail(`no variable name on line '${line}'`);
    if (/\s/.test(key)) throw fail(`variable '${key}' contains whitespaces`);
    if (equals >= 0) entries.push(line);
    else {
      const value = lookup(key);
      if (value !== undefined) entries.push(`${key}=${value}`);
    }
  }
  return entries;
}
