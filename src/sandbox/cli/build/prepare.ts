import { readInput } from '../input-stream.ts';
import { InvalidReference, parseReference } from '../../api/reference.ts';
import type { BuildRequest } from '../../api/types/build.ts';
import { type Bytes, decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { tarBytes } from '../../kernel/fs/tar.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { absolute } from '../opts/absolute.ts';
import { packContext } from './context-tar.ts';

/** What a build takes from the client. */
export interface Prepared {
  readonly dockerfile: BuildRequest['dockerfile'];
  readonly dockerfileName: string;
  readonly ignore: string | undefined;
  readonly context: BuildRequest['context'];
  /** The archive that the daemon asks for, or gets at once. */
  readonly archive: (names: readonly string[]) => Bytes;
  readonly sendsAtOnce: boolean;
}

/** The part of a request that comes from files. */
export const definitionOf = ({ dockerfile, dockerfileName, ignore, context }: Prepared) =>
  ({ dockerfile, dockerfileName, ignore, context }) satisfies Partial<BuildRequest>;

export const isArchive = (bytes: Bytes): boolean =>
  (bytes[0] === 0x1f && bytes[1] === 0x8b) ||
  decode(bytes.subarray(257, 262)) === 'ustar' ||
  decode(bytes.subarray(0, 3)) === 'BZh';

async function readText(io: Io, path: string): Promise<string | undefined> {
  try {
    return decode(await io.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'ENOENT') return undefined;
    if (error.code !== 'EISDIR') throw error;
    const name = path.split('/').at(-1) ?? path;
    const place = `/var/lib/docker/tmp/buildkit-mount1/${name}`;
    throw new UsageError(`failed to solve: failed to read dockerfile: read ${place}: is a directory`);
  }
}

/** Finds Dockerfile, .dockerignore and context. @param named directories of --build-context */
export async function prepareContext(
  io: Io,
  { path, file, named }: { readonly path: string; readonly file: string; readonly named: ReadonlyMap<string, string> },
): Promise<Prepared> {
  if (path === '-' && file === '-') {
    throw new UsageError("invalid argument: can't use stdin for both build context and dockerfile");
  }
  // A named context has a .dockerignore of its own.
  const ignores = new Map<string, string | undefined>();
  for (const [name, folder] of named) ignores.set(name, await readText(io, `${folder}/.dockerignore`));
  const namedArchive = (names: readonly string[]) =>
    tarBytes(
      names.flatMap((name) => [...packContext(io.fs, named.get(name) ?? '', `context-${name}`, ignores.get(name))]),
    );
  if (path === '-') return fromInput(await readInput(io), file, namedArchive);
  if (/^(https?:\/\/|git@|git:\/\/|github\.com\/)/.test(path)) {
    throw new UsageError(`drydock: not simulated: docker build of ${path}`);
  }
  if (!io.fs.isDirectory(path)) {
    throw new UsageError(`unable to prepare context: path ${JSON.stringify(path)} not found`);
  }
  const directory = path.replace(/(.)\/+$/, '$1');
  const archiveOf = (ignore: string | undefined) => (names: readonly string[]) =>
    tarBytes(
      names.flatMap((name) => [
        ...packContext(
          io.fs,
          named.get(name) ?? directory,
          `context-${name}`,
          name === '' ? ignore : ignores.get(name),
        ),
      ]),
    );
  if (file === '-') {
    const text = decode(await readInput(io));
    const ignore = await readText(io, `${directory}/.dockerignore`);
    return {
      dockerfile: { name: 'Dockerfile', text },
      dockerfileName: 'Dockerfile',
      ignore,
      context: 'local',
      archive: archiveOf(ignore),
      sendsAtOnce: false,
    };
  }
  const dockerfilePath = file === '' ? `${directory}/Dockerfile` : file;
  checkFolder(io, dockerfilePath);
  const lower = () => (file === '' ? readText(io, `${directory}/dockerfile`) : undefined);
  const text = (await readText(io, dockerfilePath)) ?? (await lower());
  const own = await readText(io, `${dockerfilePath}.dockerignore`);
  const ignore = own ?? (await readText(io, `${directory}/.dockerignore`));
  const dockerfileName = dockerfilePath.replace(/^\.\//, '');
  return {
    dockerfile: text === undefined ? undefined : { name: dockerfileName, text },
    dockerfileName,
    ignore,
    context: 'local',
    archive: archiveOf(ignore),
    sendsAtOnce: false,
  };
}

/** @throws {UsageError} `resolve : lstat nosuch: no such file or directory`: the folder of a Dockerfile is not there */
function checkFolder(io: Io, path: string): void {
  const at = path.lastIndexOf('/');
  if (at <= 0 || io.fs.exists(path.slice(0, at))) return;
  const folder = absolute(path.slice(0, at), io);
  const here = `${io.fs.cwd}/`;
  const shown = !path.startsWith('/') && folder.startsWith(here) ? folder.slice(here.length) : folder;
  throw new UsageError(`resolve : lstat ${shown}: no such file or directory`);
}

/**
 * A Dockerfile, or an archive with one in it.
 *
 * @param namedArchive of the directories of --build-context
 * @throws {UsageError} `ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles`
 */
function fromInput(bytes: Bytes, file: string, namedArchive: Prepared['archive']): Prepared {
  const dockerfileName = file === '' ? 'Dockerfile' : file;
  if (isArchive(bytes)) {
    const archive = () => bytes;
    return { ignore: undefined, archive, dockerfile: undefined, dockerfileName, context: 'remote', sendsAtOnce: true };
  }
  const nothing = { ignore: undefined, archive: namedArchive, context: 'none', sendsAtOnce: false } as const;
  if (bytes.length === 0) return { ...nothing, dockerfile: undefined, dockerfileName: 'Dockerfile' };
  if (file !== '') {
    throw new UsageError('ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles');
  }
  return { ...nothing, dockerfile: { name: 'Dockerfile', text: decode(bytes) }, dockerfileName: 'Dockerfile' };
}

/** @throws {UsageError} `invalid tag "Bad:Tag": repository name must be lowercase` */
export function checkTag(tag: string): string {
  if (tag === '') throw new UsageError('invalid tag "": repository name must have at least one component');
  try {
    parseReference(tag);
    return tag;
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    const reason = error.message.replace(
      /^invalid reference format: repository name \(.*\) must/,
      'repository name must',
    );
    throw new UsageError(`invalid tag ${JSON.stringify(tag)}: ${reason}`);
  }
}

/** A body that begins with the request. */
export function bodyOf(request: BuildRequest): ByteStream {
  const body = new ByteStream();
  body.push(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
  return body;
}
