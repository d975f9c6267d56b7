import { ApiError } from '../../api/errors.ts';
import { fullReference } from '../../api/reference.ts';
import { encode } from '../../kernel/bytes.ts';
import { packTree } from '../../kernel/fs/pack.ts';
import { tarBytes, type TarEntry, writeTar } from '../../kernel/fs/tar.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { viewTree } from './view-tree.ts';
import type { Daemon } from '../daemon.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import type { ImageRecord } from '../state.ts';
import { lookUpImage, tagsOf, treeOf } from './find.ts';
import { BLOBS, blobPath, Blobs, byKey, type Descriptor, directory, file } from './archive-blobs.ts';
import { addLegacyLayers } from './legacy-layers.ts';
import { savedConfig } from './saved-config.ts';
import { storedName, readReference } from './reference.ts';

const OCI = 'application/vnd.oci.image';
const INDEX = `${OCI}.index.v1+json`;
const MANIFEST = `${OCI}.manifest.v1+json`;
const CONFIG = `${OCI}.config.v1+json`;
const LAYER = `${OCI}.layer.v1.tar`;

/** One image of an archive. @see moby image/tarexport: manifest.json */
export interface SavedImage {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  readonly Layers: readonly string[];
  readonly LayerSources?: Readonly<Record<string, Descriptor>>;
}

/** An image for an archive, with the names it has there. */
export interface Wanted {
  readonly image: ImageRecord;
  readonly tags: readonly string[];
  readonly tree: () => FrozenTree;
}

function choose(daemon: Daemon, names: readonly string[]): Wanted[] {
  const chosen = new Map<string, Wanted & { readonly tags: string[] }>();
  for (const name of names) {
    const image = lookUpImage(daemon, name);
    // The engine's words for a tag that isn't there differ from those for a name alone.
    const isTagged = /:[^/]*$/.test(name) && !name.includes('@');
    if (image === undefined) {
      throw new ApiError('not_found', isTagged ? 'reference does not exist' : `No such image: ${name}`);
    }
    const entry = chosen.get(image.id) ?? { image, tags: [], tree: treeOf(daemon, image.id) };
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
export function saveImages(daemon: Daemon, names: readonly string[], platform?: ImagePlatform): ByteStream {
  const wanted = choose(daemon, names);
  for (const { image } of wanted) checkPlatform(image, platform);
  const out = new ByteStream();
  const send = async () => {
    for (const piece of writeTar(archiveMembers(daemon, wanted))) if (!(await out.write(piece))) return;
    out.end();
  };
  send().catch((error: unknown) => daemon.kernel.faults.push(error));
  for (const { image } of wanted) daemon.events.log('image', 'save', image.id, { name: image.id });
  return out;
}

function checkPlatform({ os, architecture }: ImageRecord, wanted: ImagePlatform | undefined): void {
  if (wanted === undefined || (wanted.os === os && wanted.architecture === architecture)) return;
  const text = [wanted.os, wanted.architecture, wanted.variant].filter((part) => part !== undefined).join('/');
  throw new ApiError('not_found', `no suitable export target found for platform ${text}`);
}

/**
 * The files of an archive: blobs by their digests, then what names them.
 *
 * @param isDocker false: an OCI layout, without what `docker load` looks for
 * @see moby image/tarexport/save.go
 */
export function* archiveMembers(
  daemon: Daemon,
  wanted: readonly Wanted[],
  { isDocker = true } = {},
): Generator<TarEntry> {
  const blobs = new Blobs();
  const saved = wanted.map((each) => ({ ...each, ...addBlobs(daemon, each, blobs, isDocker) }));
  const now = daemon.kernel.clock.now();
  yield directory('blobs/', now);
  yield directory(BLOBS, now);
  for (const [path, { content, mtime }] of blobs.sorted()) yield file(path, content, mtime);
  yield file('index.json', encode(JSON.stringify(indexOf(saved))));
  if (isDocker) yield file('manifest.json', encode(`${JSON.stringify(saved.map(manifestOf))}\n`));
  yield file('oci-layout', encode('{"imageLayoutVersion": "1.0.0"}'));
  if (!isDocker) return;
  const repositories = repositoriesOf(saved);
  if (Object.keys(repositories).length > 0) yield file('repositories', encode(JSON.stringify(repositories)));
}

interface Saved extends Wanted {
  readonly config: Descriptor;
  readonly manifest: Descriptor;
  readonly layers: readonly Descriptor[];
}

function addBlobs(daemon: Daemon, { image, tree }: Wanted, blobs: Blobs, isDocker: boolean): Omit<Saved, keyof Wanted> {
  const layers = image.layers.map((_, index) => {
    const top = index === image.layers.length - 1;
    return blobs.add(LAYER, tarBytes(top ? packTree(viewTree(daemon, tree()), []) : []), image.created);
  });
  if (isDocker) addLegacyLayers(image, layers, blobs);
  const config = blobs.add(CONFIG, encode(savedConfig(image, layers)), image.created);
  const text = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers });
  return { config, layers, manifest: blobs.add(MANIFEST, encode(text), 0) };
}

const indexOf = (saved: readonly Saved[]) => ({
  schemaVersion: 2,
  mediaType: INDEX,
  manifests: saved.flatMap(({ manifest, tags }) =>
    tags.length === 0 ? [manifest] : tags.map((tag) => ({ ...manifest, annotations: annotationsOf(tag) })),
  ),
});

const annotationsOf = (tag: string) => ({
  'io.containerd.image.name': fullReference(readReference(tag)),
  'org.opencontainers.image.ref.name': tag.slice(tag.lastIndexOf(':') + 1),
});

const manifestOf = ({ config, layers, tags }: Saved): SavedImage => ({
  Config: blobPath(config),
  RepoTags: tags.length > 0 ? tags : null,
  Layers: layers.map(blobPath),
  LayerSources: Object.fromEntries(
    layers.map(({ mediaType, size, digest }) => [digest, { mediaType, size, digest }] as const).sort(byKey),
  ),
});

/** Repositories, their tags, and the digest of the top layer: the form before 1.10. */
function repositoriesOf(saved: readonly Saved[]): Record<string, Record<string, string>> {
  const repositories: Record<string, Record<string, string>> = {};
  const tags = saved.flatMap((image) => image.tags.map((tag) => [tag, image] as const)).sort(byKey);
  for (const [tag, { layers }] of tags) {
    const at = tag.lastIndexOf(':');
    const name = tag.slice(0, at);
    const top = layers.at(-1)?.digest.replace('sha256:', '') ?? '';
    repositories[name] = { ...repositories[name], [tag.slice(at + 1)]: top };
  }
  return repositories;
}
