import { encode } from '../../kernel/bytes.ts';
import type { HistoryEntry, Layer, Manifest } from '../registry.ts';
import { sha256 } from '../sha256.ts';

const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const CONFIG = 'application/vnd.docker.container.image.v1+json';
const LAYER = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

/** RFC 3339 without a fraction that is zero. */
const time = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

const historyLine = ({ created, createdBy, comment, author, emptyLayer }: HistoryEntry) => ({
  created: time(created),
  ...(createdBy !== '' && { created_by: createdBy }),
  ...(author !== '' && { author }),
  ...(comment !== '' && { comment }),
  ...(emptyLayer && { empty_layer: true }),
});

/** The configuration of an image, as registries keep it. @see opencontainers/image-spec config.md */
export function configText(image: Omit<Manifest, 'digest' | 'tree'>): string {
  const { platform, config, created, history, layers, author, comment } = image;
  return JSON.stringify({
    architecture: platform.architecture,
    ...(author !== '' && { author }),
    ...(comment !== '' && { comment }),
    config,
    created: time(created),
    history: history.map(historyLine),
    os: platform.os,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    ...(platform.variant !== undefined && { variant: platform.variant }),
  });
}

/** The manifest as the engine writes it. */
export const manifestText = (id: string, configSize: number, layers: readonly Layer[]): string =>
  JSON.stringify(
    {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: CONFIG, size: configSize, digest: id },
      layers: layers.map(({ digest, compressedSize }) => ({ mediaType: LAYER, size: compressedSize, digest })),
    },
    null,
    3,
  );

const OCI = 'application/vnd.oci.image';
export const OCI_INDEX = `${OCI}.index.v1+json`;
export const OCI_MANIFEST = `${OCI}.manifest.v1+json`;
export const MANIFEST_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
export { MANIFEST as DOCKER_MANIFEST };

/** A blob, or a manifest of an index. @see opencontainers/image-spec descriptor.md */
export interface Described {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly architecture: string; readonly os: string; readonly variant?: string };
}

export const describe = (mediaType: string, text: string): Described => ({
  mediaType,
  digest: digestOfText(text),
  size: encode(text).length,
});

/** A manifest as BuildKit writes it. */
export const ociManifestText = (
  config: Described,
  layers: readonly Described[],
  annotations?: Readonly<Record<string, string>>,
): string =>
  JSON.stringify(
    { schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers, ...(annotations !== undefined && { annotations }) },
    null,
    2,
  );

export const ociConfig = (id: string, size: number): Described => ({
  mediaType: `${OCI}.config.v1+json`,
  digest: id,
  size,
});

export const ociLayer = ({ digest, compressedSize }: Layer): Described => ({
  mediaType: `${OCI}.layer.v1.tar+gzip`,
  digest,
  size: compressedSize,
});

/** Manifests of several platforms under one name: an index, or a list as Docker called it first. */
export const indexText = (mediaType: string, manifests: readonly Described[]): string =>
  JSON.stringify({ schemaVersion: 2, mediaType, manifests }, null, 2);

export const digestOfText = (text: string): string => `sha256:${sha256(encode(text))}`;
