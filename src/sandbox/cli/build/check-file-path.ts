import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';

/** A file that a build is to write has a folder. @throws {UsageError} `invalid output path: stat /nosuch: no such file or directory` */
export function checkFilePath(io: Io, path: string): void {
  const at = path.lastIndexOf('/');
  const folder = at < 0 ? '.' : path.slice(0, at) || '/';
  if (!io.fs.exists(folder)) {
    throw new UsageError(`invalid output path: stat ${folder}: no such file or directory`);
  }
}
