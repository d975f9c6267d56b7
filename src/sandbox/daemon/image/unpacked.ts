import { ApiError } from '../../api/errors.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import type { Daemon } from '../daemon.ts';

const startsWith = (bytes: Bytes, ...magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** An archive without its compression. @throws {ApiError} it is broken, or of a kind that is not simulated */
export async function unpacked(daemon: Daemon, bytes: Bytes): Promise<Bytes> {
  if (startsWith(bytes, 0x42, 0x5a, 0x68) || startsWith(bytes, 0xfd, 0x37, 0x7a, 0x58, 0x5a)) {
    throw new ApiError('not_implemented', 'drydock: not simulated: archives packed with bzip2 or xz');
  }
  if (!startsWith(bytes, 0x1f, 0x8b)) return bytes;
  const { gunzipSync } = await daemon.kernel.clock.outside(import('fflate'));
  try {
    return gunzipSync(bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new ApiError('internal', 'unexpected EOF');
    throw error;
  }
}
