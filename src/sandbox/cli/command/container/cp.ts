import { basename, copyPath, dirname, prepareCopy, rebase, type CopyInfo } from '../../copy/path.ts';
import { packPath, statSource } from '../../copy/pack.ts';
import { unpackInto } from '../../copy/unpack.ts';
import type { Client } from '../../../client/client.ts';
import { DaemonError } from '../../../client/request.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { readTar, tarBytes } from '../../../kernel/fs/tar.ts';
import { defineCommand, type Invocation } from '../../command.ts';
import { StatusError, UsageError } from '../../errors.ts';
import { humanSize } from '../../formatter/size.ts';
import { inputStream } from '../../input-stream.ts';
import type { Io } from '../../io.ts';

interface Copy {
  readonly client: Client;
  readonly io: Io;
  readonly container: string;
  readonly source: string;
  readonly target: string;
  readonly archive: boolean;
  readonly followLink: boolean;
  readonly quiet: boolean;
}

export const containerCp = defineCommand({
  use: `docker cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-
docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH`,
  also: ['docker container cp'],
  aliases: ['docker container cp', 'docker cp'],
  short: 'Copy files/folders between a container and the local filesystem',
  long: `Copy files/folders between a container and the local filesystem

Use '-' as the source to read a tar archive from stdin
and extract it to a directory destination in a container.
Use '-' as the destination to stream a tar archive of a
container source to stdout.`,
  flags: {
    archive: { type: 'bool', short: 'a', usage: 'Archive mode (copy all uid/gid information)' },
    'follow-link': { type: 'bool', short: 'L', usage: 'Always follow symbol link in SRC_PATH' },
    quiet: {
      type: 'bool',
      short: 'q',
      usage:
        'Suppress progress output during copy. Progress output is automatically suppressed if no terminal is attached',
    },
  },
  args: { min: 2, max: 2 },
  run: runCp,
});

/** Also what `docker compose cp` does. */
export async function runCp({ client, io, args, flags }: CpCall): Promise<void> {
  const [from, to] = [splitPath(args[0] ?? ''), splitPath(args[1] ?? '')];
  if (args[0] === '') throw new UsageError('source can not be empty');
  if (args[1] === '') throw new UsageError('destination can not be empty');
  const quiet = flags.quiet || !io.isTerminal(2);
  const shared = { client, io, archive: flags.archive, followLink: flags['follow-link'], quiet };
  const paths = { source: from.path, target: to.path };
  if (from.container !== '' && to.container !== '') throw new UsageError('copying between containers is not supported');
  if (from.container !== '') await copyFrom({ ...shared, ...paths, container: from.container });
  else if (to.container !== '') await copyTo({ ...shared, ...paths, container: to.container });
  else throw new UsageError('must specify at least one container source');
}

interface CpCall extends Pick<Invocation, 'client' | 'io' | 'args'> {
  readonly flags: { readonly archive: boolean; readonly 'follow-link': boolean; readonly quiet: boolean };
}

/** `web:/etc` is a container's path; what begins with `/` or `.` before the colon is not. */
function splitPath(text: string): { container: string; path: string } {
  const colon = text.indexOf(':');
  if (text.startsWith('/') || text.startsWith('.') || colon < 0) return { container: '', path: text };
  return { container: text.slice(0, colon), path: text.slice(colon + 1) };
}

const SYMLINK = 2 ** 27;
const DIRECTORY = 2 ** 31;
const isDirectory = (mode: number) => mode >= DIRECTORY;
const isSymlink = (mode: number) => Math.floor(mode / SYMLINK) % 2 === 1;

async function copyFrom({ client, io, container, source, target, followLink, quiet }: Copy): Promise<void> {
  const path = target === '-' ? '-' : copyPath(target, io.fs.cwd);
  if (path !== '-') checkLocalTarget(io, path);
  let wanted = source;
  if (followLink) {
    const stat = await client.containerStatPath(container, source);
    if (isSymlink(stat.mode)) wanted = linked(source, stat.linkTarget);
  }
  const { archive: stream, stat } = await client.copyFromContainer(container, wanted);
  if (path === '-') {
    for await (const chunk of stream) await io.out(chunk);
    return;
  }
  const bytes = await stream.readAll();
  const from: CopyInfo = { path: wanted, exists: true, isDirectory: isDirectory(stat.mode) };
  const to: CopyInfo = { path, exists: io.fs.exists(path), isDirectory: io.fs.isDirectory(path) };
  const members = readTar(bytes);
  const entries = wanted === source ? members : rebase(members, basename(wanted), basename(source));
  const { directory, rename } = prepareCopy({ ...from, name: basename(source) }, to);
  unpackInto(io.fs, directory, rename(entries));
  if (!quiet) await io.err(`Successfully copied ${humanSize(bytes.length, 3)} to ${path}\n`);
}

function checkLocalTarget(io: Io, path: string): void {
  const directory = dirname(path.replace(/(.)\/+$/, '$1'));
  if (!io.fs.exists(directory)) {
    throw new StatusError(1, `invalid output path: directory ${JSON.stringify(directory)} does not exist`);
  }
}

async function copyTo({ client, io, container, source, target, followLink, archive, quiet }: Copy): Promise<void> {
  const to = await containerTarget(client, container, target);
  let content: ByteStream;
  let directory = to.path;
  let size = 0;
  if (source === '-') {
    if (!to.isDirectory) throw new StatusError(1, `destination "${container}:${to.path}" must be a directory`);
    content = await inputStream(io, '-');
  } else {
    const path = copyPath(source, io.fs.cwd);
    const from = { ...statSource(io.fs, path, followLink), name: basename(path) };
    const prepared = prepareCopy(from, to);
    directory = prepared.directory;
    const bytes = tarBytes(prepared.rename(packPath(io.fs, from.path, from.name)));
    size = bytes.length;
    content = ByteStream.of(bytes);
  }
  await client.copyToContainer(container, directory, content, { overwriteDirWithFile: false, copyUIDGID: archive });
  if (!quiet) await io.err(`Successfully copied ${humanSize(size, 3)} to ${container}:${to.path}\n`);
}

/** What stands at the path in the container; a link counts as what it points to. */
async function containerTarget(client: Client, container: string, path: string): Promise<CopyInfo> {
  let target = path;
  try {
    let stat = await client.containerStatPath(container, target);
    if (isSymlink(stat.mode)) {
      target = linked(path, stat.linkTarget);
      stat = await client.containerStatPath(container, target);
    }
    return { path: target, exists: true, isDirectory: isDirectory(stat.mode) };
  } catch (error) {
    // What is missing will be created; whatever else is wrong the copy itself reports.
    if (!(error instanceof DaemonError)) throw error;
    return { path: target, exists: false, isDirectory: false };
  }
}

const linked = (path: string, to: string) => (to.startsWith('/') ? to : `${dirname(path)}/${to}`);
