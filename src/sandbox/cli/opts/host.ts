import type { Io } from '../io.ts';
import { StatusError } from '../errors.ts';

export const DEFAULT_HOST = 'unix:///var/run/docker.sock';

/** The daemon's address: -H, else DOCKER_HOST, else the socket. A context other than the default is unknown. */
export function resolveHost(
  flags: { readonly host: string; readonly context: string },
  io: Pick<Io, 'env'>,
): string | StatusError {
  const context = flags.context || (io.env.get('DOCKER_CONTEXT') ?? '');
  if (flags.host !== '' && flags.context !== '') {
    return new StatusError(1, 'conflicting options: cannot specify both --host and --context');
  }
  if (context !== '' && context !== 'default') {
    return new StatusError(
      1,
      `Failed to initialize: unable to resolve docker endpoint: context "${context}": context not found`,
    );
  }
  const host = flags.host || (io.env.get('DOCKER_HOST') ?? '') || DEFAULT_HOST;
  return host === 'unix:///run/docker.sock' ? DEFAULT_HOST : host;
}
