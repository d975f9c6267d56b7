import { ApiError } from '../../api/errors.ts';
import { base64 } from '../../api/base64.ts';
import type { Reference } from '../../api/reference.ts';
import type { RegistryAuth } from '../../api/types/registry.ts';
import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { connect } from '../../kernel/net/connect.ts';
import { NameError, resolveName, resolverOf } from '../../kernel/net/resolve-name.ts';
import type { RegistryError } from '../../registry/registry.ts';
import { RemoteRepository } from '../../registry/remote/remote.ts';
import type { Daemon } from '../daemon.ts';

export const HUB = 'docker.io';

export const asApiError = ({ kind, message }: RegistryError): ApiError => new ApiError(kind, message);

/** Nobody answers where a registry should be. */
export class Unreachable extends ApiError {
  /** `dial tcp 127.0.0.1:5000: connect: connection refused` */
  readonly why: string;

  constructor(why: string, url: string) {
    super('internal', `Get "${url}": ${why}`);
    this.why = why;
  }
}

/** The same as BuildKit tells it, which asks for the thing itself, and finds localhost at its address of IPv6 first. */
export const asBuildkit = (error: Unreachable, domain: string, url: string): ApiError =>
  new ApiError('internal', `failed to do request: Head "${url}": ${reasonOf(error, domain)}`);

/** The same as the client tells it that asks for itself. */
export const asDocker = (error: Unreachable, domain: string): ApiError =>
  new ApiError('internal', `Get "https://${domain}/v2/": ${reasonOf(error, domain)}`);

const reasonOf = ({ why }: Unreachable, domain: string): string =>
  domain.startsWith('localhost') ? why.replace(/^dial tcp 127\.0\.0\.1:/, 'dial tcp [::1]:') : why;

/** Whether a registry may be spoken to without TLS: on this host, or listed in daemon.json. */
function isInsecure(daemon: Daemon, domain: string, address: string): boolean {
  if (address.startsWith('127.')) return true;
  const { process } = daemon;
  const path = '/etc/docker/daemon.json';
  if (!process.fs.exists(path)) return false;
  try {
    const config = JSON.parse(decode(process.fs.readFile(path))) as { 'insecure-registries'?: readonly string[] };
    return (config['insecure-registries'] ?? []).includes(domain);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * The registry at a host and port: whoever listens there, in the network of the daemon.
 *
 * @throws {ApiError} `Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused`
 */
export async function openRemote(
  daemon: Daemon,
  { domain, path }: Pick<Reference, 'domain' | 'path'>,
  auth?: RegistryAuth,
): Promise<RemoteRepository> {
  const { process } = daemon;
  const [, host = domain, port] = /^(.*?)(?::(\d+))?$/.exec(domain) ?? [];
  const failed = (why: string, scheme = 'https') => new Unreachable(why, `${scheme}://${domain}/v2/`);
  let address: string;
  try {
    [address = ''] = await resolveName(process, host);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    const [server = ''] = resolverOf(process).servers;
    throw failed(`dial tcp: lookup ${host} on ${server}:53: no such host`);
  }
  const scheme = isInsecure(daemon, domain, address) ? 'http' : 'https';
  const number = Number(port ?? (scheme === 'http' ? 80 : 443));
  try {
    const connection = await connect(process, address, number);
    if (scheme === 'https') throw failed('http: server gave HTTP response to HTTPS client');
    const authorization =
      auth?.username === undefined ? '' : `Basic ${base64(`${auth.username}:${auth.password ?? ''}`)}`;
    return new RemoteRepository((request) => connection.http(request), domain, path, authorization);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const why =
      error.code === 'ECONNRESET' ? 'EOF' : `dial tcp ${address}:${number}: connect: ${error.message.toLowerCase()}`;
    throw failed(why, scheme);
  }
}
