import { type ContextMetadata, DEFAULT_CONTEXT, readContext } from '../../context-store.ts';
import { NotSimulatedError, UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { DEFAULT_HOST } from '../../opts/host.ts';

type Endpoint = NonNullable<ContextMetadata['Endpoints']['docker']>;

/** What the long help of `docker context create` and `update` says of `--docker`. */
export const endpointHelp = (verb: 'create' | 'update'): string => `${verb === 'create' ? 'Create' : 'Update'} a context

Docker endpoint config:

NAME                DESCRIPTION
from                Copy named context's Docker endpoint configuration
host                Docker endpoint on which to connect
ca                  Trust certs signed only by this CA
cert                Path to TLS certificate file
key                 Path to TLS key file
skip-tls-verify     Skip TLS certificate validation

Example:

$ docker context ${verb} my-context --description "some description" --docker "host=tcp://myserver:2376,ca=~/ca-file,cert=~/cert-file,key=~/key-file"`;

/** Reads `--docker host=…`. @throws {UsageError} `unable to create docker endpoint config: unrecognized config key: x` */
export function dockerEndpoint(io: Pick<Io, 'env' | 'fs'>, settings: Readonly<Record<string, string>>): Endpoint {
  for (const key of Object.keys(settings)) {
    if (['ca', 'cert', 'key'].includes(key)) throw new NotSimulatedError(`docker context --docker ${key}=`);
    if (!['from', 'host', 'skip-tls-verify'].includes(key)) {
      throw new UsageError(`unable to create docker endpoint config: unrecognized config key: ${key}`);
    }
  }
  const { from, host = '' } = settings;
  if (host !== '' && !host.includes('://')) {
    throw new UsageError(
      `unable to create docker endpoint config: unable to apply docker endpoint options: unable to parse docker host \`${host}\``,
    );
  }
  if (from === DEFAULT_CONTEXT) return { Host: DEFAULT_HOST, SkipTLSVerify: false };
  if (from !== undefined) return readContext(io, from).Endpoints.docker ?? {};
  return { Host: host, SkipTLSVerify: settings['skip-tls-verify'] === 'true' };
}
