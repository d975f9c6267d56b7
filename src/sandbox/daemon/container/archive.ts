import { ApiError } from '../../api/errors.ts';
import type { PathStat } from '../../api/types/container.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Stat } from '../../kernel/fs/file-system.ts';
import { packTree, unpackTree } from '../../kernel/fs/pack.ts';
import { readTar, TarError, writeTar } from '../../kernel/fs/tar.ts';
import type { FileView, Location } from '../../kernel/fs/view.ts';
import { ByteStream } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { rfc3339Nano } from '../time.ts';
import { cleanPath } from './config.ts';
import { logContainerEvent } from './log-event.ts';
import { filesOf } from './root.ts';
import { userOf } from './user.ts';

/** Go's os.FileMode. */
const MODE = {
  directory: 2 ** 31,
  symlink: 2 ** 27,
  char: 2 ** 26 + 2 ** 21,
  block: 2 ** 26,
  fifo: 2 ** 25,
  socket: 2 ** 24,
  file: 0,
};
const SETUID = 2 ** 23;
const SETGID = 2 ** 22;
const STICKY = 2 ** 20;

/** Files of a container, and how the client named it. */
interface Wanted {
  readonly record: ContainerRecord;
  readonly reference: string;
  readonly path: string;
}

const absolute = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

/** @throws {ApiError} `Could not find the file /x in container web`, `lstat /etc/passwd/x: not a directory` */
function find(reference: string, files: FileView, path: string, follow: boolean): Location & { readonly stat: Stat } {
  try {
    const { stat, ...location } = files.resolve(path, { follow });
    if (stat !== undefined) return { ...location, stat };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'ENOTDIR') throw new ApiError('internal', `lstat ${path}: not a directory`);
  }
  throw new ApiError('not_found', `Could not find the file ${path} in container ${reference}`);
}

function pathStat(
  files: FileView,
  path: string,
  { stat, fs, path: inside }: Location & { readonly stat: Stat },
): PathStat {
  const { mode } = stat;
  const flags = (mode & 0o4000 ? SETUID : 0) + (mode & 0o2000 ? SETGID : 0) + (mode & 0o1000 ? STICKY : 0);
  const target = stat.type === 'symlink' ? fs.readlink(inside) : '';
  const linkTarget = target === '' ? '' : target.startsWith('/') ? target : cleanPath(`${path}/../${target}`);
  void files;
  return {
    name: cleanPath(path).split('/').at(-1) || '/',
    size: stat.size,
    mode: (mode & 0o777) + flags + MODE[stat.type],
    mtime: rfc3339Nano(stat.mtime),
    linkTarget,
  };
}

/** HEAD /containers/{id}/archive */
export function statArchive(daemon: Daemon, { record, reference, path: wanted }: Wanted): PathStat {
  const files = filesOf(daemon, record);
  const path = absolute(wanted);
  return pathStat(files, path, find(reference, files, path, /\/\.?$/.test(path)));
}

/** GET /containers/{id}/archive: names begin with the last part of the path, or with `.` for `dir/.`. */
export function getArchive(
  daemon: Daemon,
  { record, reference, path: wanted }: Wanted,
): { readonly stat: PathStat; readonly archive: ByteStream } {
  const files = filesOf(daemon, record);
  const path = absolute(wanted);
  const found = find(reference, files, path, /\/\.?$/.test(path));
  const stat = pathStat(files, path, found);
  const contents = /\/\.$/.test(path);
  const name = contents ? '.' : stat.name;
  const archive = new ByteStream();
  const send = async () => {
    for (const piece of writeTar(packTree(found.fs, found.path, name))) if (!(await archive.write(piece))) return;
    archive.end();
  };
  send().catch((error: unknown) => daemon.kernel.faults.push(error));
  logContainerEvent(daemon, record, 'archive-path');
  return { stat, archive };
}

export interface PutOptions {
  /** Refuses to put a file where a directory is, and the other way round. */
  readonly noOverwriteDirNonDir: boolean;
  /** All becomes the user's whom the container runs as, where it names one; else the archive's numbers are kept. */
  readonly copyUidGid: boolean;
}

/** PUT /containers/{id}/archive: unpacks into a directory. */
export async function putArchive(
  daemon: Daemon,
  { record, reference, path: wanted }: Wanted,
  body: ByteStream,
  { noOverwriteDirNonDir, copyUidGid }: PutOptions,
): Promise<void> {
  const files = filesOf(daemon, record);
  const path = absolute(wanted);
  const place = find(reference, files, path, true);
  if (place.stat.type !== 'directory') throw new ApiError('invalid_parameter', 'extraction point is not a directory');
  // What --tmpfs mounts is no volume. @see moby daemon/archive_unix.go checkIfPathIsInAVolume
  const volume = record.mounts.find(({ Destination }) => path === Destination || path.startsWith(`${Destination}/`));
  if (volume?.RW === false || (place.mount.options.ro === true && place.mount.at !== undefined)) {
    throw new ApiError('forbidden', 'mounted volume is marked read-only');
  }
  if (place.mount.options.ro === true || (record.hostConfig.ReadonlyRootfs && volume === undefined)) {
    throw new ApiError('forbidden', 'container rootfs is marked read-only');
  }
  const bytes = await body.readAll();
  const owner = copyUidGid && record.config.User !== '' ? userOf(files, record.config.User) : undefined;
  try {
    const entries = readTar(bytes);
    if (noOverwriteDirNonDir) for (const entry of entries) checkOverwrite(files, path, entry);
    unpackTree(place.fs, entries, { into: place.path, ...(owner && { owner }) });
  } catch (error) {
    if (error instanceof TarError) throw new ApiError('invalid_parameter', error.message);
    if (error instanceof Errno)
      throw new ApiError('internal', `Error processing tar file(exit status 1): ${error.message.toLowerCase()}`);
    throw error;
  }
  logContainerEvent(daemon, record, 'extract-to-dir');
}

function checkOverwrite(files: FileView, into: string, entry: { readonly path: string; readonly type: string }): void {
  const path = cleanPath(`${into}/${entry.path}`);
  if (!files.exists(path)) return;
  const isDirectory = files.isDirectory(path);
  if (isDirectory && entry.type !== 'directory') {
    throw new ApiError(
      'invalid_parameter',
      `Error processing tar file(exit status 1): cannot overwrite directory "${path}" with non-directory "${into}"`,
    );
  }
  if (!isDirectory && entry.type === 'directory') {
    throw new ApiError(
      'invalid_parameter',
      `Error processing tar file(exit status 1): cannot overwrite non-directory "${path}" with directory "${into}"`,
    );
  }
}
