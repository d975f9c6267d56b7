import { formatPlatform } from '../../api/platform.ts';
import { parseReference, withDefaultTag } from '../../api/reference.ts';
import { toBinaryText } from '../../kernel/binary-text.ts';
import type { BuildDescriptor, BuildExport, BuildRequest } from '../../api/types/build.ts';
import { packTree } from '../../kernel/fs/pack.ts';
import { type TarEntry, tarBytes } from '../../kernel/fs/tar.ts';
import { addImage } from '../image/add.ts';
import { shortId } from '../image/find.ts';
import { knownLayers } from '../image/layers.ts';
import { overlayTree } from '../file-systems.ts';
import { vaultOf } from '../../registry/vault.ts';
import { storedName } from '../image/reference.ts';
import { archiveMembers } from '../image/save.ts';
import { wireLayers } from '../image/wire.ts';
import type { Plan } from './convert.ts';
import { isInline } from './export-cache.ts';
import { imageOf, nameAs } from './export-image.ts';
import { materialsOf } from './materials.ts';
import type { Progress, Vertex } from './progress.ts';
import { pushIndex } from './push-index.ts';
import type { StageState } from './stage-state.ts';
import type { Snapshot } from './store.ts';
import type { Worker } from './worker.ts';
import { type PlatformImage, writeImages, type Written } from './write-images.ts';

/** What was built for one platform. */
export interface Result {
  readonly plan: Plan;
  readonly state: StageState;
  readonly snapshot: Snapshot;
}

export interface ExportPlace {
  readonly worker: Worker;
  readonly request: BuildRequest;
  readonly progress: Progress;
}

/** Sends what a builder's worker has built to all that asked for it. @see moby/buildkit exporter */
export async function exportByWorker(place: ExportPlace, results: readonly Result[]): Promise<void> {
  const { worker, request, progress } = place;
  const images = results.map(({ state, snapshot }): PlatformImage => {
    const image = imageOf(request, state, snapshot);
    const layers = wireLayers(vaultOf(worker.daemon.kernel), image.layers);
    return { image, layers, tree: () => snapshot.tree };
  });
  let made: { readonly id: string; readonly descriptor: BuildDescriptor } | undefined;
  for (const each of request.exports ?? []) {
    if (each.type === 'docker') made = loadImage(place, images);
    else if (each.type === 'image') made = await exportIndex(place, each, images);
    else if (each.type === 'archive') made = exportArchive(place, each, images);
    else exportFiles(place, each, results);
  }
  if (made === undefined) return;
  const [first] = results;
  const materials = first === undefined ? [] : materialsOf(worker.daemon, first.plan);
  progress.send({ type: 'image', ...made, names: request.tags, materials });
}

/** Into the engine's store, through the client. */
function loadImage({ worker, request, progress }: ExportPlace, images: readonly PlatformImage[]) {
  const { engine: daemon } = worker;
  const vertex = progress.start('exporting to docker image format');
  const written = writeImages(vertex, images, { provenance: false, docker: true, inline: isInline(request) });
  vertex.status('sending tarball');
  vertex.done();
  const importing = progress.start('importing to docker');
  const known = knownLayers(daemon);
  for (const { image, layers, tree } of images) {
    for (const { diffId, compressedSize } of layers) {
      if (known.has(diffId)) continue;
      importing.status(`loading layer ${shortId(diffId)}`, { current: compressedSize, total: compressedSize });
    }
    addImage(daemon, image, tree);
    for (const tag of request.tags) nameAs(daemon, image.id, tag);
    daemon.events.log('image', 'load', image.id, { name: image.id });
  }
  importing.done();
  return { id: images[0]?.image.id ?? '', descriptor: written.descriptor };
}

async function exportIndex(
  place: ExportPlace,
  { names, push }: Extract<BuildExport, { type: 'image' }>,
  images: readonly PlatformImage[],
) {
  const { request, progress } = place;
  const vertex = progress.start('exporting to image');
  const written = writeImages(vertex, images, {
    provenance: request.provenance === true,
    docker: false,
    inline: isInline(request),
  });
  for (const name of names) vertex.status(`naming to ${name}`);
  if (push) await pushAll(place, vertex, names, written);
  vertex.done();
  return { id: written.descriptor.digest, descriptor: written.descriptor };
}

async function pushAll(place: ExportPlace, vertex: Vertex, names: readonly string[], written: Written): Promise<void> {
  for (const name of names) await pushIndex(place, vertex, name, written);
}

/** An image as a file of the client. */
function exportArchive(
  { worker, request, progress }: ExportPlace,
  { format, names }: Extract<BuildExport, { type: 'archive' }>,
  images: readonly PlatformImage[],
) {
  const vertex = progress.start(`exporting to ${format} image format`);
  const written = writeImages(vertex, images, {
    provenance: format === 'oci' && request.provenance === true,
    docker: format === 'docker',
    inline: isInline(request),
  });
  vertex.status('sending tarball');
  vertex.done();
  const tags = names.map((name) => storedName(withDefaultTag(parseReference(name))));
  const wanted = images.map(({ image, tree }) => ({ image, tags, tree }));
  const entries = [...archiveMembers(worker.daemon, wanted, { isDocker: format === 'docker' })];
  progress.send({ type: 'files', of: format, tar: toBinaryText(tarBytes(entries)) });
  return { id: images[0]?.image.id ?? '', descriptor: written.descriptor };
}

/** The files themselves; of several platforms each has a folder. */
export function exportFiles(
  { worker, progress }: ExportPlace,
  { type, splits = false }: Extract<BuildExport, { type: 'local' | 'tar' }>,
  results: readonly Result[],
): void {
  const vertex = progress.start(type === 'local' ? 'exporting to client directory' : 'exporting to client tarball');
  const isMulti = results.length > 1 || splits;
  const entries: TarEntry[] = [];
  for (const { state, snapshot } of results) {
    const platform = formatPlatform(state.platform);
    const own = [...packTree(overlayTree(worker.daemon, snapshot.tree), [])];
    if (type === 'local') {
      vertex.status(`copying files${isMulti ? ` ${platform}` : ''}`, { current: tarBytes(own).length });
    }
    const folder = `${platform.replaceAll('/', '_')}/`;
    if (isMulti) {
      entries.push({ path: folder, type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 });
      entries.push(...own.map((entry) => moved(entry, folder)));
    } else entries.push(...own);
  }
  if (type === 'tar') vertex.status('sending tarball');
  vertex.done();
  progress.send({ type: 'files', of: type, tar: toBinaryText(tarBytes(entries)) });
}

const moved = (entry: TarEntry, folder: string): TarEntry => ({
  ...entry,
  path: `${folder}${entry.path}`,
  ...(entry.type === 'hardlink' && { target: `${folder}${entry.target ?? ''}` }),
});
