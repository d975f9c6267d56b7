import type { Transport } from '../../api/transport.ts';
import { Errno } from '../../kernel/errno.ts';
import { readConfig } from '../config-file.ts';
import { DEFAULT_CONTEXT, readContext } from '../context-store.ts';
import { StatusError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';

export const DEFAULT_HOST = 'unix:///var/run/docker.sock';

interface Place {
  readonly host: string;
  readonly context: string;
}

/** The context in use: --context, the default one with -H or DOCKER_HOST, else DOCKER_CONTEXT, else that of `context use`. */
export function resolveContext(flags: Place, io: Pick<Io, 'env' | 'fs'>): string {
  if (flags.context !== '') return flags.context;
  if (flags.host !== '' || (io.env.get('DOCKER_HOST') ?? '') !== '') return DEFAULT_CONTEXT;
  return (io.env.get('DOCKER_CONTEXT') ?? '') || (readConfig(io).currentContext ?? '') || DEFAULT_CONTEXT;
}

/** The daemon's address: -H, else DOCKER_HOST, else the socket; or what the context says. */
export function resolveHost(flags: Place, io: Pick<Io, 'env' | 'fs'>): string | StatusError {
  if (flags.host !== '' && flags.context !== '') {
    return new StatusError(1, 'conflicting options: cannot specify both --host and --context');
  }
  const context = resolveContext(flags, io);
  if (context === DEFAULT_CONTEXT) {
    const host = defaultHost(flags, io);
    if (SCHEMES.test(host)) return host;
    const words = `invalid bind address format: ${host}`;
    return new StatusError(1, `Failed to initialize: unable to resolve docker endpoint: ${words}`);
  }
  try {
    return normalHost(readContext(io, context).Endpoints.docker?.Host ?? '');
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return new StatusError(1, `Failed to initialize: unable to resolve docker endpoint: ${error.message}`);
  }
}

/** What an address may begin with. @see docker/cli opts/hosts.go, parseDockerDaemonHost */
const SCHEMES = /^(?:tcp|unix|npipe|fd|ssh|http|https):\/\//;

/** Without contexts. */
export const defaultHost = (flags: Pick<Place, 'host'>, { env }: Pick<Io, 'env'>): string =>
  normalHost(flags.host || (env.get('DOCKER_HOST') ?? ''));

function normalHost(host: string): string {
  if (host === '' || host === 'unix:///run/docker.sock') return DEFAULT_HOST;
  return host.includes('://') ? host : `tcp://${host}`;
}

/** Hosts other than the socket: nobody listens there, and names are unknown. */
export function nobodyAt(host: string): Transport {
  const name = /^tcp:\/\/([a-z][^:/]*)(:\d+)?/i.exec(host);
  const [, place = '', port = ''] = /^tcp:\/\/([^/]*?:(\d+))/.exec(host) ?? [];
  return async ({ method, target }) => {
    if (Number(port) > 65_535) {
      const verb = method.charAt(0) + method.slice(1).toLowerCase();
      throw new UsageError(
        `error during connect: ${verb} "http://${place}${target}": dial tcp: address ${port}: invalid port`,
      );
    }
    if (name === null || name[1] === 'localhost') throw new Errno('ECONNREFUSED');
    const verb = method.charAt(0) + method.slice(1).toLowerCase();
    const url = `http://${name[1] ?? ''}${name[2] ?? ':2375'}${target}`;
    throw new UsageError(
      `error during connect: ${verb} "${url}": dial tcp: lookup ${name[1] ?? ''} on 192.0.2.53:53: no such host`,
    );
  };
}
