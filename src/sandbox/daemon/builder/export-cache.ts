import { toBinaryText } from '../../kernel/binary-text.ts';
import type { BuildCacheTarget, BuildRequest } from '../../api/types/build.ts';
import { encode } from '../../kernel/bytes.ts';
import { tarBytes } from '../../kernel/fs/tar.ts';
import type { Layer } from '../../registry/registry.ts';
import { describe, OCI_INDEX, OCI_MANIFEST, ociLayer, ociManifestText } from '../../registry/remote/manifest.ts';
import { vaultOf } from '../../registry/vault.ts';
import type { Daemon } from '../daemon.ts';
import { BLOBS, directory, file } from '../image/archive-blobs.ts';
import { wireLayers } from '../image/wire.ts';
import type { ExportPlace } from './export-worker.ts';
import { BuildError } from './failure.ts';
import { sendQuietly } from './push-index.ts';
import type { BuildStore, CachedStep, Snapshot } from './store.ts';
import type { Written } from './write-images.ts';

const CONFIG = 'application/vnd.buildkit.cacheconfig.v0';
/** What the blob of a layer says: its octets are not simulated. */
const UNKNOWN_CONTENT = 'drydock: not simulated: the octets of this layer\n';

/** Whether the cache goes into the image: by a flag, or by the argument of old. */
export const isInline = ({ cacheTo = [], buildArgs }: BuildRequest): boolean =>
  cacheTo.some(({ type }) => type === 'inline') || buildArgs['BUILDKIT_INLINE_CACHE'] === '1';

/** The steps that a cache gets. @param mode `min`: those whose layers are in the result */
export function stepsToKeep(
  { snapshots, records }: BuildStore,
  all: readonly Snapshot[],
  results: readonly Snapshot[],
  mode: 'min' | 'max',
): readonly CachedStep[] {
  const isIn = ({ layers }: Snapshot) =>
    results.some((result) => layers.every(({ diffId }, index) => result.layers[index]?.diffId === diffId));
  return all.flatMap((snapshot) => {
    const record = records.get(snapshot.key);
    if (record === undefined || !snapshots.has(snapshot.key) || (mode === 'min' && !isIn(snapshot))) return [];
    const { description, diffId, size } = record;
    return [{ snapshot, record: { description, diffId, size } }];
  });
}

/** Keeps the steps under the image that has been made. */
export const keepInline = (daemon: Daemon, id: string, steps: readonly CachedStep[]): void =>
  void daemon.builds.caches.set(id, steps);

/** Writes a cache to a registry, or as files for the client. @see moby/buildkit cache/remotecache/export.go, Finalize */
export async function exportCache(
  place: ExportPlace,
  target: Exclude<BuildCacheTarget, { type: 'inline' }>,
  steps: readonly CachedStep[],
): Promise<void> {
  const { worker, progress } = place;
  const where = target.type === 'local' ? 'client directory' : 'registry';
  const vertex = progress.start(`exporting cache to ${where}`);
  vertex.status('preparing build cache for export');
  const written = writeCache(worker.daemon, steps);
  for (const { digest } of written.layers) vertex.status(`writing layer ${digest}`);
  for (const digest of written.blobs.keys()) vertex.status(`writing config ${digest}`);
  if (target.type === 'registry') {
    try {
      await sendQuietly(place, target.reference, written);
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      const message = `error writing layer blob: ${error.message}`;
      vertex.fail(message);
      throw new BuildError(message);
    }
  }
  vertex.status(`writing cache image manifest ${written.descriptor.digest}`);
  vertex.done();
  worker.engine.builds.caches.set(written.descriptor.digest, steps);
  if (target.type === 'local') progress.send({ type: 'files', of: 'cache', tar: toBinaryText(folderOf(written)) });
}

function writeCache(daemon: Daemon, steps: readonly CachedStep[]): Written {
  const vault = vaultOf(daemon.kernel);
  const layers = new Map<string, Layer>();
  for (const { snapshot } of steps) {
    for (const layer of wireLayers(vault, snapshot.layers)) layers.set(layer.digest, layer);
  }
  const order = [...layers.keys()];
  const config = JSON.stringify({
    layers: order.map((blob, index) => ({ blob, parent: index - 1 })),
    records: steps.map(({ snapshot }) => ({
      digest: snapshot.key,
      layers: [{ layer: order.length - 1, createdAt: new Date(snapshot.times.at(-1) ?? 0).toISOString() }],
    })),
  });
  const described = describe(CONFIG, config);
  const text = ociManifestText(described, [...layers.values()].map(ociLayer));
  return {
    descriptor: describe(OCI_MANIFEST, text),
    text,
    children: [],
    blobs: new Map([[described.digest, config]]),
    layers: [...layers.values()],
    manifests: [],
  };
}

/** An OCI layout; of the layers the blobs are there, not their octets. */
function folderOf({ descriptor, text, blobs, layers }: Written) {
  const path = (digest: string) => digest.replace('sha256:', BLOBS);
  const index = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [{ ...descriptor, annotations: { 'org.opencontainers.image.ref.name': 'latest' } }],
  };
  const files: readonly (readonly [string, string])[] = [
    ...layers.map(({ digest }) => [path(digest), UNKNOWN_CONTENT] as const),
    ...[...blobs].map(([digest, content]) => [path(digest), content] as const),
    [path(descriptor.digest), text],
    ['index.json', JSON.stringify(index)],
    ['oci-layout', '{"imageLayoutVersion":"1.0.0"}'],
  ];
  return tarBytes([
    ...['blobs/', BLOBS, 'ingest/'].map((name) => directory(name, 0)),
    ...files.map(([name, content]) => file(name, encode(content))),
  ]);
}
