import { ApiError } from '../../api/errors.ts';

/** What is missing is the fault of the request: to a create that says `not found`, clients answer with a pull of the image. */
export function asInvalid<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not_found') throw new ApiError('invalid_parameter', error.message);
    throw error;
  }
}
