import { goJsonError } from '../api/json-error.ts';
import { decode, encode } from '../kernel/bytes.ts';
import type { Io } from './io.ts';

/** What login, logout and context keep; other keys stay as they are. */
export interface ConfigFile {
  readonly auths?: Readonly<Record<string, StoredAuth>>;
  readonly currentContext?: string;
  readonly [key: string]: unknown;
}

export interface StoredAuth {
  /** `user:password` in base64. */
  readonly auth?: string;
}

type Place = Pick<Io, 'env' | 'fs'>;

export const configDirectory = ({ env }: Pick<Io, 'env'>): string =>
  env.get('DOCKER_CONFIG') ?? `${env.get('HOME') ?? '/root'}/.docker`;

export const configPath = (io: Pick<Io, 'env'>): string => `${configDirectory(io)}/config.json`;

/** `~/.docker/config.json`; empty when there is none, undefined when it can't be read. */
function parseConfig(io: Place): ConfigFile | undefined {
  const path = configPath(io);
  if (!io.fs.exists(path)) return {};
  try {
    const config: unknown = JSON.parse(decode(io.fs.readFile(path)));
    return typeof config === 'object' && config !== null ? (config as ConfigFile) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const readConfig = (io: Place): ConfigFile => parseConfig(io) ?? {};

/** What every command says first of a file that is no JSON. @see docker/cli cli/config, LoadDefaultConfigFile */
export function configWarning(io: Place): string | undefined {
  if (parseConfig(io) !== undefined) return undefined;
  const text = decode(io.fs.readFile(configPath(io)));
  return `WARNING: Error parsing config file (${configPath(io)}): ${goJsonError(text)}\n`;
}

/** Writes it as Go does: with tabs, readable for its owner only. */
export function writeConfig(io: Place, config: ConfigFile): void {
  const directory = configDirectory(io);
  io.fs.mkdir(directory, { recursive: true, mode: 0o700 });
  const { auths = {}, currentContext = '', ...rest } = config;
  const text = JSON.stringify({ auths, ...rest, ...(currentContext !== '' && { currentContext }) }, null, '\t');
  io.fs.writeFile(configPath(io), encode(text), { mode: 0o600 });
}

/** A format of the file: psFormat, imagesFormat, statsFormat; empty when there is none. */
export function configuredFormat(io: Place, key: string): string {
  const value = readConfig(io)[key];
  return typeof value === 'string' ? value : '';
}
