import { UsageError } from '../errors.ts';

/** A value of `--link`: `container` or `container:alias`. */
export function parseLink(text: string): string {
  if (text === '') throw new UsageError('empty string specified for links');
  if (text.split(':').length > 2) throw new UsageError(`bad format for links: ${text}`);
  return text;
}
