import { ApiError } from '../../api/errors.ts';
import { parseTime } from '../time.ts';
import type { ApiRequest } from './request.ts';

/** A time in the query, ms; undefined when it isn't given. @throws {ApiError} it can't be read */
export function queryTime(request: ApiRequest, name: string): number | undefined {
  const text = request.text(name);
  if (text === '') return undefined;
  const ms = parseTime(text);
  if (ms === undefined)
    throw new ApiError(
      'invalid_parameter',
      `invalid value for "${name}": failed to parse value as time or duration: "${text}"`,
    );
  return ms;
}
