import { encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { goError } from '../error-text.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';

/** What `--iidfile` gets. @throws {StatusError} `ERROR: writing image ID file: open x: …` */
export function writeImageId(io: Io, path: string, id: string): void {
  try {
    io.fs.writeFile(path, encode(id));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new StatusError(1, `ERROR: writing image ID file: open ${path}: ${goError(error)}`);
  }
}

/** What `--metadata-file` gets. @throws {StatusError} `ERROR: invalid output path: stat nosuch: no such file or directory` */
export function writeMetadata(io: Io, path: string, metadata: unknown): void {
  const at = path.lastIndexOf('/');
  const folder = at < 0 ? '.' : path.slice(0, at) || '/';
  if (!io.fs.exists(folder)) {
    throw new StatusError(1, `ERROR: invalid output path: stat ${folder}: no such file or directory`);
  }
  io.fs.writeFile(path, encode(JSON.stringify(metadata, null, 2)));
}
