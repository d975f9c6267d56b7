import type { BuildDescriptor } from '../../api/types/build.ts';
import { encode } from '../../kernel/bytes.ts';
import type { Layer, Manifest } from '../../registry/registry.ts';
import {
  configText,
  describe,
  type Described,
  digestOfText,
  DOCKER_MANIFEST,
  indexText,
  manifestText,
  MANIFEST_LIST,
  OCI_INDEX,
  OCI_MANIFEST,
  ociConfig,
  ociLayer,
  ociManifestText,
} from '../../registry/remote/manifest.ts';
import { wireManifest } from '../image/wire.ts';
import type { ImageRecord } from '../state.ts';
import type { Vertex } from './progress.ts';

/** An image of one platform, about to be written. */
export interface PlatformImage {
  readonly image: ImageRecord;
  readonly layers: readonly Layer[];
  readonly tree: Manifest['tree'];
}

/** What goes to a registry: texts by their digests, and the one that the name stands for. */
export interface Written {
  readonly descriptor: BuildDescriptor;
  /** Of `descriptor`. */
  readonly text: string;
  /** Manifests of platforms and attestations, in the order of the index; none when there is no index. */
  readonly children: readonly { readonly digest: string; readonly text: string }[];
  /** Configurations and attestations, by their digest. */
  readonly blobs: ReadonlyMap<string, string>;
  readonly layers: readonly Layer[];
  readonly manifests: readonly Manifest[];
}

const STATEMENT = 'application/vnd.in-toto+json';
const PREDICATE = 'https://slsa.dev/provenance/v0.2';

/**
 * Writes manifests, and an index where there are several or a provenance.
 *
 * @see moby/buildkit exporter/containerimage/writer.go, Commit
 */
export function writeImages(
  vertex: Vertex,
  images: readonly PlatformImage[],
  { provenance, docker, inline }: { readonly provenance: boolean; readonly docker: boolean; readonly inline: boolean },
): Written {
  vertex.status('exporting layers');
  if (inline) vertex.status('preparing layers for inline cache');
  const blobs = new Map<string, string>();
  const manifests: Manifest[] = [];
  const children: { readonly described: Described; readonly text: string }[] = [];
  const attestations: typeof children = [];
  const isIndex = provenance || images.length > 1;
  for (const { image, layers, tree } of images) {
    const unsigned = wireManifest(image, layers, tree);
    const config = configText(unsigned);
    blobs.set(image.id, config);
    const size = encode(config).length;
    const text = provenance
      ? ociManifestText(ociConfig(image.id, size), layers.map(ociLayer))
      : manifestText(image.id, size, layers);
    const { architecture, os, variant } = unsigned.platform;
    const platform = { architecture, os, ...(variant !== undefined && { variant }) };
    const described = { ...describe(provenance ? OCI_MANIFEST : DOCKER_MANIFEST, text), platform };
    vertex.status(`exporting manifest ${described.digest}`);
    vertex.status(`exporting config ${image.id}`);
    children.push({ described, text });
    manifests.push({ ...unsigned, digest: described.digest });
    if (!provenance) continue;
    const attestation = attest(image, described, blobs);
    vertex.status(`exporting attestation manifest ${attestation.described.digest}`);
    attestations.push(attestation);
  }
  const all = [...children, ...attestations];
  const [first] = children;
  if (first === undefined) throw new Error('nothing to export');
  const shared = {
    blobs,
    manifests,
    layers: images.flatMap(({ layers }) => layers),
  };
  if (!isIndex || docker) return { ...shared, descriptor: first.described, text: first.text, children: [] };
  const mediaType = provenance ? OCI_INDEX : MANIFEST_LIST;
  const text = indexText(
    mediaType,
    all.map(({ described }) => described),
  );
  const descriptor = describe(mediaType, text);
  vertex.status(`exporting manifest list ${descriptor.digest}`);
  return {
    ...shared,
    descriptor,
    text,
    children: all.map(({ described: { digest }, text: own }) => ({ digest, text: own })),
  };
}

/** How an image came about, as a manifest of its own that names it. @see moby/buildkit docs/attestations/attestation-storage.md */
function attest(
  image: ImageRecord,
  of: Described,
  blobs: Map<string, string>,
): { readonly described: Described; readonly text: string } {
  const statement = JSON.stringify({
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: PREDICATE,
    subject: [{ name: '_', digest: { sha256: of.digest.replace('sha256:', '') } }],
    predicate: { buildType: 'https://mobyproject.org/buildkit@v1', created: image.created },
  });
  const layer: Described = {
    ...describe(STATEMENT, statement),
    annotations: { 'in-toto.io/predicate-type': PREDICATE },
  };
  const config = JSON.stringify({ architecture: 'unknown', os: 'unknown', config: {}, rootfs: { type: 'layers' } });
  const id = digestOfText(config);
  blobs.set(layer.digest, statement);
  blobs.set(id, config);
  const text = ociManifestText(ociConfig(id, encode(config).length), [layer]);
  const annotations = {
    'vnd.docker.reference.digest': of.digest,
    'vnd.docker.reference.type': 'attestation-manifest',
  };
  const platform = { architecture: 'unknown', os: 'unknown' };
  return { described: { ...describe(OCI_MANIFEST, text), annotations, platform }, text };
}
