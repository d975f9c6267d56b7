import type { Bytes } from '../../kernel/bytes.ts';
import { readTar } from '../../kernel/fs/tar.ts';
import { unpackInto } from '../copy/unpack.ts';
import type { Io } from '../io.ts';
import type { BuildOutput } from './output.ts';

export type FileOutput = Extract<BuildOutput, { destination: string }>;

/** Puts the result of a build where `--output` wants it: a folder, a file, or standard output. */
export async function writeFiles(io: Io, archive: Bytes, { type, destination }: FileOutput): Promise<void> {
  if (type !== 'local') {
    if (destination === '-') await io.out(archive);
    else io.fs.writeFile(destination, archive);
    return;
  }
  if (!io.fs.isDirectory(destination)) io.fs.mkdir(destination, { recursive: true });
  unpackInto(io.fs, destination, readTar(archive));
}
