import type { Transport } from '../../api/transport.ts';
import { Errno } from '../../kernel/errno.ts';
import { StatusError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';

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
  if (host === 'unix:///run/docker.sock') return DEFAULT_HOST;
  return host.includes('://') ? host : `tcp://${host}`;
}

/** Hosts other than the socket: nobody listens there, and names are unknown. */
export function nobodyAt(host: string): Transport {
  const name = /^tcp:\/\/([a-z][^:/]*)(:\d+)?/i.exec(host);
  return async ({ method, target }) => {
    if (name === null || name[1] === 'localhost') throw new Errno('ECONNREFUSED');
    const verb = method.charAt(0) + method.slice(1).toLowerCase();
    const url = `http://${name[1] ?? ''}${name[2] ?? ':2375'}${target}`;
    throw new UsageError(
      `error during connect: ${verb} "${url}": dial tcp: lookup ${name[1] ?? ''} on 192.0.2.53:53: no such host`,
    );
  };
}
