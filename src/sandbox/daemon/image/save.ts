import { ApiError } from '../../api/errors.ts';
import { encode } from '../../kernel/bytes.ts';
import { packTree } from '../../kernel/fs/pack.ts';
import { tarBytes, type TarEntry, writeTar } from '../../kernel/fs/tar.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { viewTree } from './view-tree.ts';
import type { Daemon } from '../daemon.ts';
import { configText } from '../../registry/remote/manifest.ts';
import type { ImageRecord } from '../state.ts';
import { lookUpImage, tagsOf } from './find.ts';
import { digestOf } from './layers.ts';
import { storedName, readReference } from './reference.ts';

/** The configuration of an image; sizes stand beside it, as only the top layer has files. */
function savedConfig(image: ImageRecord): string {
  const { os, architecture, variant } = image;
  const platform = { os, architecture, ...(variant !== '' && { variant }) };
  const layers = image.layers.map((layer) => ({ ...layer, digest: '', compressedSize: 0 }));
  const text = configText({ ...image, layers, platform });
  return JSON.stringify({ ...(JSON.parse(text) as object), drydock: { sizes: layers.map(({ size }) => size) } });
}

/** One image of an archive. @see moby image/tarexport: manifest.json */
export interface SavedImage {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  readonly Layers: readonly string[];
}

interface Wanted {
  readonly image: ImageRecord;
  readonly tags: string[];
}

function choose(daemon: Daemon, names: readonly string[]): Wanted[] {
  const chosen = new Map<string, Wanted>();
  for (const name of names) {
    const image = lookUpImage(daemon, name);
    if (image === undefined) throw new ApiError('not_found', `No such image: ${name}`);
    const entry = chosen.get(image.id) ?? { image, tags: [] };
    chosen.set(image.id, entry);
    const isId = /^(sha256:)?[0-9a-f]+$/.test(name) && !daemon.state.references.has(`${name}:latest`);
    if (isId || name.includes('@')) continue;
    const reference = readReference(name);
    const tag = storedName(reference);
    const whole = reference.tag === undefined ? tagsOf(daemon, image.id).filter((other) => other === tag) : [tag];
    for (const one of whole) if (!entry.tags.includes(one)) entry.tags.push(one);
  }
  return [...chosen.values()];
}

/**
 * GET /images/get: an archive that `load` reads. All files of an image are in its top layer; the layers below are
 * empty, as the catalogue knows sizes but not contents of single layers.
 */
export function saveImages(daemon: Daemon, names: readonly string[]): ByteStream {
  const wanted = choose(daemon, names);
  const out = new ByteStream();
  const send = async () => {
    for (const piece of writeTar(members(daemon, wanted))) if (!(await out.write(piece))) return;
    out.end();
  };
  send().catch((error: unknown) => daemon.kernel.faults.push(error));
  for (const { image } of wanted) daemon.events.log('image', 'save', image.id, { name: image.id });
  return out;
}

function* members(daemon: Daemon, wanted: readonly Wanted[]): Generator<TarEntry> {
  const file = (path: string, content: Uint8Array): TarEntry => ({
    path,
    type: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: 0,
    content,
  });
  const manifest: SavedImage[] = [];
  const repositories: Record<string, Record<string, string>> = {};
  for (const { image, tags } of wanted) {
    const tree = daemon.trees.get(image.id);
    if (tree === undefined) throw new Error(`image ${image.id} has a record but no files`);
    const blob = (id: string) => `blobs/sha256/${id.replace('sha256:', '')}`;
    yield file(blob(image.id), encode(savedConfig(image)));
    const layers = image.layers.map(({ diffId }, index) => blob(digestOf(`${image.id} ${diffId} ${index}`)));
    for (const [index, path] of layers.entries()) {
      const top = index === layers.length - 1;
      yield file(path, tarBytes(top ? packTree(viewTree(daemon, tree()), []) : []));
    }
    manifest.push({ Config: blob(image.id), RepoTags: tags.length > 0 ? tags : null, Layers: layers });
    for (const tag of tags) {
      const at = tag.lastIndexOf(':');
      repositories[tag.slice(0, at)] = {
        ...repositories[tag.slice(0, at)],
        [tag.slice(at + 1)]: image.id.replace('sha256:', ''),
      };
    }
  }
  yield file(
    'index.json',
    encode(JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] })),
  );
  yield file('manifest.json', encode(JSON.stringify(manifest)));
  yield file('oci-layout', encode('{"imageLayoutVersion":"1.0.0"}'));
  if (Object.keys(repositories).length > 0) yield file('repositories', encode(JSON.stringify(repositories)));
}
