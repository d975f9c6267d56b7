import { ApiError } from '../../api/errors.ts';
import type { AuthResponse, RegistryAuth } from '../../api/types/registry.ts';
import type { Daemon } from '../daemon.ts';
import { asApiError, HUB, openRemote } from './remote.ts';

/** Words of the statuses that servers give to strangers. */
const STATUS: Readonly<Record<number, string>> = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' };

/** POST /auth: asks a registry whether it knows somebody. @throws {ApiError} in the registry's words */
export async function authenticate(daemon: Daemon, auth: RegistryAuth): Promise<AuthResponse> {
  const domain = (auth.serveraddress ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  if (domain === '' || domain === HUB || domain === 'index.docker.io') {
    throw asApiError(daemon.registry.refuseLogin());
  }
  const remote = await openRemote(daemon, { domain, path: '' }, auth);
  const status = await remote.ping();
  if (status !== 200) {
    throw new ApiError(
      'unauthorized',
      `login attempt to http://${domain}/v2/ failed with status: ${status} ${STATUS[status] ?? ''}`,
    );
  }
  return { Status: 'Login Succeeded', IdentityToken: '' };
}
