import type { Bytes } from '../../kernel/bytes.ts';
import { decode } from '../../kernel/bytes.ts';
import { readTar, type TarEntry, TarError } from '../../kernel/fs/tar.ts';
import type { Daemon } from '../daemon.ts';
import { BuildError } from './failure.ts';

const isGzip = (bytes: Bytes): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isBzip = (bytes: Bytes): boolean => bytes[0] === 0x42 && bytes[1] === 0x5a && bytes[2] === 0x68;
const isXz = (bytes: Bytes): boolean => bytes[0] === 0xfd && decode(bytes.subarray(1, 5)) === '7zXZ';
const isTar = (bytes: Bytes): boolean => decode(bytes.subarray(257, 262)) === 'ustar';

/** The members of an archive, whatever it is packed with; undefined for anything else. @throws {BuildError} what is not simulated */
export async function readAnyArchive(daemon: Daemon, bytes: Bytes): Promise<TarEntry[] | undefined> {
  if (isBzip(bytes)) throw new BuildError('drydock: not simulated: archives packed with bzip2');
  if (isXz(bytes)) throw new BuildError('drydock: not simulated: archives packed with xz');
  const plain = isGzip(bytes) ? await gunzip(daemon, bytes) : bytes;
  if (plain === undefined || !isTar(plain)) return undefined;
  try {
    return readTar(plain);
  } catch (error) {
    if (error instanceof TarError) throw new BuildError(error.message);
    throw error;
  }
}

async function gunzip(daemon: Daemon, bytes: Bytes): Promise<Bytes | undefined> {
  const { gunzipSync } = await daemon.kernel.clock.outside(import('fflate'));
  try {
    return gunzipSync(bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
