import { parseDetachKeys } from '../../api/detach-keys.ts';
import { ApiError } from '../../api/errors.ts';

/** Of `ctrl-p,ctrl-q`. @throws {ApiError} `Invalid escape keys (x) provided` */
export const readDetachKeys = (text: string) =>
  parseDetachKeys(text, () => new ApiError('invalid_parameter', `Invalid escape keys (${text}) provided`));
