import { ApiError } from '../../api/errors.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Location } from '../../kernel/fs/lookup.ts';
import type { FileView } from '../../kernel/fs/view.ts';

/** @throws {ApiError} `invalid mount config for type "volume": subpath must be a relative path within the volume` */
export function checkSubpath(subpath: string | undefined, type: string): void {
  if (subpath === undefined || subpath === '') return;
  let depth = 0;
  for (const name of subpath.split('/')) {
    if (name === '' || name === '.') continue;
    depth += name === '..' ? -1 : 1;
    if (depth < 0) break;
  }
  if (!subpath.startsWith('/') && depth >= 0) return;
  throw new ApiError(
    'invalid_parameter',
    `invalid mount config for type "${type}": subpath must be a relative path within the volume`,
  );
}

/**
 * A place below the directory that is mounted, links followed.
 *
 * @param shown the directory's path in messages
 * @throws {ApiError} it isn't there, or a link leads out
 * @see moby internal/safepath
 */
export function resolveSubpath(files: FileView, base: string, subpath: string, shown = base): Location {
  const path = `${base === '/' ? '' : base}/${subpath}`;
  const said = `${shown}/${subpath}`;
  try {
    const place = files.resolve(path);
    const above = files.resolve(base);
    if (place.mount !== above.mount || !above.path.every((name, index) => place.path[index] === name)) {
      throw new ApiError(
        'invalid_parameter',
        `path concatenation escapes the base directory, base: ${shown}, subpath: ${subpath}`,
      );
    }
    if (!files.exists(path)) throw missing(said);
    return place;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'ENOENT') throw missing(said);
    throw new ApiError(
      'internal',
      `error while resolving symlinks in combined path "${said}": ${error.message.toLowerCase()}`,
    );
  }
}

const missing = (path: string) =>
  new ApiError('invalid_parameter', `cannot access path ${path}: lstat ${path}: no such file or directory`);
