import { readBase64 } from '../../api/base64.ts';
import { ApiError } from '../../api/errors.ts';
import type { RegistryAuth } from '../../api/types/registry.ts';
import type { ApiRequest } from './request.ts';

/** What the header X-Registry-Auth says; nothing where there is none. @throws {ApiError} it can't be read */
export function registryAuth({ http }: ApiRequest): RegistryAuth | undefined {
  const header = http.headers['x-registry-auth'] ?? '';
  if (header === '') return undefined;
  try {
    return JSON.parse(readBase64(header) ?? '') as RegistryAuth;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError('invalid_parameter', 'invalid X-Registry-Auth header');
  }
}
