import { errorText } from './error-text.ts';
import { StatusError, UsageError } from './errors.ts';
import type { Io } from './io.ts';
import type { ByteStream } from '../kernel/stream.ts';

const parentOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.');

/** A file that `-o` names can be made. @see docker/cli command/utils.go, ValidateOutputPath */
function checkOutput(io: Io, path: string): void {
  if (path === '') return;
  const parent = parentOf(path);
  if (!io.fs.exists(parent)) throw new UsageError(`invalid output path: stat ${parent}: no such file or directory`);
  if (io.fs.isDirectory(path)) throw new UsageError('cannot write to a directory');
}

/** Of an archive: refused where it would go to a terminal. @param verb what failed: `save image` */
export function checkArchiveOutput(io: Io, path: string, verb: string): void {
  if (path === '' && io.isTerminal(1)) {
    throw new StatusError(1, 'cowardly refusing to save to a terminal. Use the -o flag or redirect');
  }
  try {
    checkOutput(io, path);
  } catch (error) {
    throw new StatusError(1, `failed to ${verb}: ${errorText(error)}`);
  }
}

/** Into a file that only its owner reads, also where another was before; to standard output without one. */
export async function writeStream(io: Io, path: string, stream: ByteStream): Promise<void> {
  if (path !== '') {
    io.fs.writeFile(path, await stream.readAll(), { mode: 0o600 });
    io.fs.chmod(path, 0o600);
    return;
  }
  for await (const chunk of stream) await io.out(chunk);
}
