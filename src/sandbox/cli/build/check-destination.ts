import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { FileOutput } from './write-files.ts';

/**
 * A result needs a place: a folder may be made, a file not.
 *
 * @throws {UsageError} `failed to open open /nosuch/t.tar: no such file or directory`, `destination directory x is a file`
 * @see buildx build/opt.go, toSolveOpt
 */
export function checkDestination(io: Io, { type, destination }: FileOutput): void {
  if (destination === '-') return;
  const isFolder = io.fs.isDirectory(destination);
  if (type === 'local') {
    const above = nearest(io, destination);
    if (above !== destination && !io.fs.isDirectory(above)) {
      const why = `stat ${destination}: not a directory`;
      throw new UsageError(`invalid destination directory: ${destination}: ${why}`);
    }
    if (io.fs.exists(destination) && !isFolder) {
      throw new UsageError(`destination directory ${destination} is a file`);
    }
    return;
  }
  if (isFolder) throw new UsageError(`destination file ${destination} is a directory`);
  const at = destination.lastIndexOf('/');
  if (at > 0 && !io.fs.isDirectory(destination.slice(0, at))) {
    throw new UsageError(`failed to open open ${destination}: no such file or directory`);
  }
}

/** The path itself, or what is there above it. */
function nearest(io: Io, path: string): string {
  let at = path;
  while (at.includes('/') && !io.fs.exists(at)) at = at.slice(0, at.lastIndexOf('/'));
  return io.fs.exists(at) ? at : path;
}
