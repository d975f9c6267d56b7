import { ApiError } from '../../api/errors.ts';
import type { ApiRequest } from './request.ts';

/**
 * A time in the query: seconds since 1970, with a fraction of nine digits or less.
 *
 * @returns ms; undefined when it isn't given
 * @throws {ApiError} `strconv.ParseInt: parsing "x": invalid syntax`
 * @see moby api/types/time ParseTimestamps
 */
export function queryTime(request: ApiRequest, name: string): number | undefined {
  const text = request.text(name);
  if (text === '') return undefined;
  const [whole = '', ...fraction] = text.split('.');
  for (const part of [whole, ...(fraction.length > 0 ? [fraction.join('.')] : [])]) {
    if (/^[-+]?\d+$/.test(part)) continue;
    throw new ApiError('invalid_parameter', `strconv.ParseInt: parsing ${JSON.stringify(part)}: invalid syntax`);
  }
  return Number(text) * 1000;
}
