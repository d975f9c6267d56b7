import { fullReference, type Reference } from '../../../api/reference.ts';
import { decode, encode } from '../../../kernel/bytes.ts';
import { configDirectory } from '../../config-file.ts';
import type { Io } from '../../io.ts';
import type { ImageManifest } from './image-manifest.ts';

/** `localhost-5000_app-1`: a name as that of a file. */
const fileName = (reference: Reference): string => fullReference(reference).replaceAll(':', '-').replaceAll('/', '_');

const root = (io: Io): string => `${configDirectory(io)}/manifests`;
const listPath = (io: Io, list: Reference): string => `${root(io)}/${fileName(list)}`;

const read = (io: Io, path: string): ImageManifest => JSON.parse(decode(io.fs.readFile(path))) as ImageManifest;

/** The manifests of a list that is being made here, in the order of their files; undefined: there is none. @see docker/cli cli/manifest/store */
export function storedList(io: Io, list: Reference): readonly ImageManifest[] | undefined {
  const path = listPath(io, list);
  if (!io.fs.isDirectory(path)) return undefined;
  const names = io.fs.readdir(path).map(({ name }) => name);
  return names.sort().map((name) => read(io, `${path}/${name}`));
}

export function storedManifest(io: Io, list: Reference, manifest: Reference): ImageManifest | undefined {
  const path = `${listPath(io, list)}/${fileName(manifest)}`;
  return io.fs.exists(path) ? read(io, path) : undefined;
}

export function storeManifest(io: Io, list: Reference, name: Reference, manifest: ImageManifest): void {
  io.fs.mkdir(listPath(io, list), { recursive: true, mode: 0o755 });
  io.fs.writeFile(`${listPath(io, list)}/${fileName(name)}`, encode(JSON.stringify(manifest)));
}

export function removeList(io: Io, list: Reference): void {
  const path = listPath(io, list);
  for (const { name } of io.fs.readdir(path)) io.fs.unlink(`${path}/${name}`);
  io.fs.rmdir(path);
}
