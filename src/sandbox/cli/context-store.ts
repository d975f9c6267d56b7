import { decode, encode } from '../kernel/bytes.ts';
import { sha256 } from '../kernel/sha256.ts';
import { configDirectory } from './config-file.ts';
import { StatusError, UsageError } from './errors.ts';
import type { Io } from './io.ts';

export const DEFAULT_CONTEXT = 'default';
export const DEFAULT_DESCRIPTION = 'Current DOCKER_HOST based configuration';
const NAME = '^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$';

/** meta.json of a context. @see docker/cli cli/context/store */
export interface ContextMetadata {
  readonly Name: string;
  readonly Metadata: { readonly Description?: string };
  readonly Endpoints: { readonly docker?: { readonly Host?: string; readonly SkipTLSVerify?: boolean } };
}

type Place = Pick<Io, 'env' | 'fs'>;

const idOf = (name: string): string => sha256(encode(name));

/** Directories of a context: metadata and certificates. */
export function contextPaths(io: Pick<Io, 'env'>, name: string): { readonly meta: string; readonly tls: string } {
  const root = `${configDirectory(io)}/contexts`;
  return { meta: `${root}/meta/${idOf(name)}`, tls: `${root}/tls/${idOf(name)}` };
}

/** @throws {UsageError} `context name "x" is invalid, …` */
export function checkContextName(name: string): void {
  if (name === '') throw new UsageError('context name cannot be empty');
  if (name === DEFAULT_CONTEXT) throw new UsageError('"default" is a reserved context name');
  if (!new RegExp(NAME).test(name)) {
    throw new UsageError(`context name "${name}" is invalid, names are validated against regexp "${NAME}"`);
  }
}

/** @throws {UsageError} `context "x": context not found: open …` */
export function readContext(io: Place, name: string): ContextMetadata {
  const path = `${contextPaths(io, name).meta}/meta.json`;
  if (!io.fs.exists(path)) {
    throw new UsageError(`context "${name}": context not found: open ${path}: no such file or directory`);
  }
  try {
    return JSON.parse(decode(io.fs.readFile(path))) as ContextMetadata;
  } catch (error) {
    if (error instanceof SyntaxError) throw new StatusError(1, `parsing ${path}: ${error.message}`);
    throw error;
  }
}

export const hasContext = (io: Place, name: string): boolean =>
  io.fs.exists(`${contextPaths(io, name).meta}/meta.json`);

export function writeContext(io: Place, context: ContextMetadata): void {
  const { meta } = contextPaths(io, context.Name);
  io.fs.mkdir(meta, { recursive: true });
  io.fs.writeFile(`${meta}/meta.json`, encode(JSON.stringify(context)), { mode: 0o644 });
}

export function removeContext(io: Place, name: string): void {
  const { meta } = contextPaths(io, name);
  io.fs.unlink(`${meta}/meta.json`);
  io.fs.rmdir(meta);
}

/** All but the default one. */
export function listContexts(io: Place): ContextMetadata[] {
  const root = `${configDirectory(io)}/contexts/meta`;
  if (!io.fs.exists(root)) return [];
  return io.fs.readdir(root).flatMap(({ name }) => {
    const path = `${root}/${name}/meta.json`;
    return io.fs.exists(path) ? [JSON.parse(decode(io.fs.readFile(path))) as ContextMetadata] : [];
  });
}
