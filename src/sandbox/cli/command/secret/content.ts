import { toBase64 } from '../../../kernel/base64.ts';
import { Errno } from '../../../kernel/errno.ts';
import { errorText } from '../../error-text.ts';
import { UsageError } from '../../errors.ts';
import { inputStream } from '../../input-stream.ts';
import type { Io } from '../../io.ts';

/** What a file, or standard input for `-`, holds, as base64. */
export async function readContent(io: Io, path: string): Promise<string> {
  const from = path === '-' ? 'STDIN' : path;
  let bytes;
  try {
    bytes = await (await inputStream(io, path)).readAll();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new UsageError(`error reading from ${from}: ${errorText(error)}`);
  }
  if (bytes.length === 0) throw new UsageError(`error reading from ${from}: data is empty`);
  return toBase64(bytes);
}

/** As for a secret, with more words when it fails. */
export async function readConfigContent(io: Io, path: string): Promise<string> {
  try {
    return await readContent(io, path);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`Error reading content from "${path}": ${error.message}`);
  }
}
