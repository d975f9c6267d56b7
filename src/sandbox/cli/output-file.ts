import { UsageError } from './errors.ts';
import type { Io } from './io.ts';
import type { ByteStream } from '../kernel/stream.ts';

const parentOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.');

/** A file that `-o` names can be made. @see docker/cli command/utils.go, ValidateOutputPath */
export function checkOutput(io: Io, path: string): void {
  if (path === '') return;
  const parent = parentOf(path);
  if (!io.fs.exists(parent)) throw new UsageError(`invalid output path: stat ${parent}: no such file or directory`);
  if (io.fs.isDirectory(path)) throw new UsageError('cannot write to a directory');
}

/** Into a file, or to standard output without one. */
export async function writeStream(io: Io, path: string, stream: ByteStream): Promise<void> {
  if (path !== '') {
    io.fs.writeFile(path, await stream.readAll());
    return;
  }
  for await (const chunk of stream) await io.out(chunk);
}
