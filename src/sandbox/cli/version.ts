import { API_VERSION, ENGINE_VERSION } from '../api/transport.ts';

/** What the client says of itself. */
export const CLIENT = {
  Version: ENGINE_VERSION,
  ApiVersion: API_VERSION,
  DefaultAPIVersion: API_VERSION,
  GitCommit: 'ecc6942',
  GoVersion: 'go1.25.3',
  Os: 'linux',
  Arch: 'amd64',
  BuildTime: 'Wed Nov  5 14:43:33 2025',
  Context: 'default',
} as const;

/** What `docker info` tells of the plugins. */
export const PLUGIN_VERSIONS = { buildx: '0.29.1+ds1', compose: '2.40.3' } as const;

export const VERSION_LINE = `Docker version ${CLIENT.Version}, build ${CLIENT.GitCommit}`;

/** The version of the API that is spoken: DOCKER_API_VERSION, or the newest. */
export const apiVersion = (env: { get(name: string): string | undefined }): string =>
  (env.get('DOCKER_API_VERSION') ?? '').replace(/^v/, '') || API_VERSION;
