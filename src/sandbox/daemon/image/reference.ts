import { ApiError } from '../../api/errors.ts';
import { familiarName, InvalidReference, parseReference, type Reference } from '../../api/reference.ts';

/** @throws {ApiError} `invalid reference format` */
export function readReference(text: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof InvalidReference) throw new ApiError('invalid_parameter', error.message);
    throw error;
  }
}

/** As the store keeps it: `busybox:latest` or `busybox@sha256:…`. */
export function storedName(reference: Reference): string {
  const { tag = 'latest', digest } = reference;
  return `${familiarName(reference)}${digest === undefined ? `:${tag}` : `@${digest}`}`;
}
