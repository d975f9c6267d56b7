import { readConfig } from './config-file.ts';
import type { Io } from './io.ts';

/** Keys of `proxies.default` in ~/.docker/config.json, and the variables that they become. */
const VARIABLES: Readonly<Record<string, string>> = {
  httpProxy: 'HTTP_PROXY',
  httpsProxy: 'HTTPS_PROXY',
  noProxy: 'NO_PROXY',
  ftpProxy: 'FTP_PROXY',
  allProxy: 'ALL_PROXY',
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * What the configuration adds to `-e` and `--build-arg`: each proxy in capitals and in small letters.
 *
 * @param given `NAME=value` or `NAME`; these win
 * @see docker/cli cli/config/configfile/file.go, ParseProxyConfig
 */
export function withProxies(given: readonly string[], io: Pick<Io, 'env' | 'fs'>): string[] {
  const { proxies } = readConfig(io);
  const settings = isRecord(proxies) && isRecord(proxies['default']) ? proxies['default'] : {};
  const taken = new Set(given.map((entry) => entry.split('=')[0]));
  const added = Object.entries(VARIABLES).flatMap(([key, name]) => {
    const value = settings[key];
    if (typeof value !== 'string' || value === '') return [];
    return [name, name.toLowerCase()]
      .filter((variable) => !taken.has(variable))
      .map((variable) => `${variable}=${value}`);
  });
  return [...given, ...added];
}
