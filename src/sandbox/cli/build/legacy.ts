import type { ProgressMessage } from '../../api/types/image.ts';
import type { Client } from '../../client/client.ts';
import { jsonLines } from '../../client/json-lines.ts';
import { type Bytes, decode } from '../../kernel/bytes.ts';
import { tarBytes } from '../../kernel/fs/tar.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { StatusError } from '../errors.ts';
import { humanSize } from '../formatter/size.ts';
import type { Io } from '../io.ts';
import { packContext } from './context-tar.ts';
import { readInput } from '../input-stream.ts';
import { isArchive } from './prepare.ts';

const DEPRECATED = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.

`;

export interface LegacyBuild {
  readonly path: string;
  readonly file: string;
  readonly quiet: boolean;
  readonly query: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

const fail = (message: string): never => {
  throw new StatusError(1, message);
};

/** `DOCKER_BUILDKIT=0 docker build`. @see docker/cli command/image/build.go */
export async function runLegacyBuild(io: Io, client: Client, build: LegacyBuild): Promise<void> {
  await io.err(DEPRECATED);
  const { path, file, quiet } = build;
  if (/^(https?|git):/.test(path)) fail(`drydock: not simulated: the old builder with ${path}`);
  const { archive, dockerfile } = path === '-' ? await inputContext(io, file) : await directoryContext(io, path, file);
  if (!quiet) await io.out(`Sending build context to Docker daemon  ${humanSize(archive.length)}\r\r\n`);
  const stream = await client.imageBuildLegacy({ ...build.query, dockerfile }, ByteStream.of(archive));
  await show(io, jsonLines<ProgressMessage>(stream));
}

interface LegacyContext {
  /** A tar archive. */
  readonly archive: Bytes;
  readonly dockerfile: string;
}

/** A Dockerfile alone, or an archive with one in it. */
async function inputContext(io: Io, file: string): Promise<LegacyContext> {
  if (file === '-') fail("invalid argument: can't use stdin for both build context and dockerfile");
  const bytes = await readInput(io);
  if (isArchive(bytes)) return { archive: bytes, dockerfile: file === '' ? 'Dockerfile' : file };
  const owner = { mode: 0o600, uid: 0, gid: 0, mtime: io.now() };
  return {
    archive: tarBytes([{ path: 'Dockerfile', type: 'file', ...owner, content: bytes }]),
    dockerfile: 'Dockerfile',
  };
}

async function directoryContext(io: Io, path: string, file: string): Promise<LegacyContext> {
  if (!io.fs.isDirectory(path)) fail(`unable to prepare context: path ${JSON.stringify(path)} not found`);
  const directory = path.replace(/(.)\/+$/, '$1');
  const dockerfilePath = file === '' ? `${directory}/Dockerfile` : file;
  if (!io.fs.exists(dockerfilePath)) {
    const whole = dockerfilePath.startsWith('/')
      ? dockerfilePath
      : `${io.fs.cwd}/${dockerfilePath.replace(/^\.\//, '')}`;
    fail(
      `unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${whole}: no such file or directory`,
    );
  }
  const ignorePath = `${directory}/.dockerignore`;
  const ignore = io.fs.exists(ignorePath) ? decode(await io.readFile(ignorePath)) : undefined;
  const name = '.dockerfile.drydock';
  const { mode, uid, gid, mtime } = io.fs.stat(dockerfilePath);
  const content = await io.readFile(dockerfilePath);
  const isInside = file === '' || io.fs.realpath(dockerfilePath).startsWith(`${io.fs.realpath(directory)}/`);
  const inside = io.fs.realpath(dockerfilePath).slice(io.fs.realpath(directory).length + 1);
  const dockerfile = isInside ? inside : name;
  const kept = isInside && ignore !== undefined ? `${ignore}\n!${inside}\n` : ignore;
  const members = [...packContext(io.fs, directory, '.', kept)].slice(1);
  const extra = isInside ? [] : [{ path: name, type: 'file' as const, mode, uid, gid, mtime, content }];
  return { archive: tarBytes([...members, ...extra]), dockerfile };
}

async function show(io: Io, messages: AsyncIterable<ProgressMessage>): Promise<void> {
  for await (const { stream, errorDetail } of messages) {
    if (errorDetail !== undefined) fail(errorDetail.message);
    if (stream !== undefined) await io.out(stream);
  }
}
