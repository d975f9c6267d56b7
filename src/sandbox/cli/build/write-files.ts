import type { BuildFiles } from '../../api/types/build.ts';
import { fromBinaryText } from '../../kernel/binary-text.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { readTar } from '../../kernel/fs/tar.ts';
import { unpackInto } from '../copy/unpack.ts';
import type { Io } from '../io.ts';
import type { BuildOutput } from './output.ts';

export type FileOutput = Extract<BuildOutput, { destination: string }>;

/** Archives that a build has sent, in their order. */
export type BuiltFiles = readonly { readonly of: BuildFiles; readonly tar: string }[];

const kindOf = (output: FileOutput): BuildFiles => (output.type === 'archive' ? output.format : output.type);

/** Puts what a build has sent where `--output` and `--cache-to` want it: a folder, a file, or standard output. */
export async function writeFiles(
  io: Io,
  files: BuiltFiles,
  { outputs, cacheFolders }: { readonly outputs: readonly BuildOutput[]; readonly cacheFolders: readonly string[] },
): Promise<void> {
  const left = [...files];
  const next = (kind: BuildFiles) => {
    const at = left.findIndex(({ of }) => of === kind);
    return at < 0 ? undefined : fromBinaryText(left.splice(at, 1)[0]?.tar ?? '');
  };
  for (const output of outputs) {
    if (!('destination' in output)) continue;
    const archive = next(kindOf(output));
    if (archive === undefined) continue;
    if (output.type === 'local') unpackAt(io, output.destination, archive);
    else if (output.destination === '-') await io.out(archive);
    else io.fs.writeFile(output.destination, archive);
  }
  for (const folder of cacheFolders) {
    const archive = next('cache');
    if (archive !== undefined) unpackAt(io, folder, archive);
  }
}

function unpackAt(io: Io, folder: string, archive: Bytes): void {
  if (!io.fs.isDirectory(folder)) io.fs.mkdir(folder, { recursive: true });
  unpackInto(io.fs, folder, readTar(archive));
}
