import type { RegistryAuth } from '../../../api/types/registry.ts';
import { base64, base64Url, readBase64 } from '../../../api/base64.ts';
import type { Reference } from '../../../api/reference.ts';
import type { ConfigFile } from '../../config-file.ts';

/** Key of Docker Hub in `auths`. */
export const HUB_SERVER = 'https://index.docker.io/v1/';

/** `https://localhost:5000/v2/` is `localhost:5000`. @see docker/cli cli/config/credentials, ConvertToHostname */
export function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

/** The key under which credentials of a server are kept. */
export function serverKey(server: string): string {
  const host = hostOf(server);
  return ['', 'docker.io', 'index.docker.io', 'registry-1.docker.io'].includes(host) ? HUB_SERVER : host;
}

export const packAuth = (username: string, password: string): string => base64(`${username}:${password}`);

/** What is kept for a server. */
export function storedAuth(config: ConfigFile, server: string): RegistryAuth {
  const text = readBase64(config.auths?.[server]?.auth ?? '') ?? '';
  const at = text.indexOf(':');
  if (at < 0) return { serveraddress: server };
  return { username: text.slice(0, at), password: text.slice(at + 1), serveraddress: server };
}

/** The header X-Registry-Auth of a request that has to do with an image. */
export const authHeader = (config: ConfigFile, { domain }: Pick<Reference, 'domain'>): string =>
  base64Url(JSON.stringify(storedAuth(config, serverKey(domain))));
