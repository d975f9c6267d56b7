import { base64 } from '../../../api/base64.ts';
import { familiarReference, fullName, fullReference, type Reference } from '../../../api/reference.ts';
import { isNotFound } from '../../../client/not-found.ts';
import type { Client } from '../../../client/client.ts';
import { DaemonError } from '../../../client/request.ts';
import { encode } from '../../../kernel/bytes.ts';
import { readConfig } from '../../config-file.ts';
import { UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { authHeader } from '../registry/server.ts';

/** Keys are in Docker's order. */
export interface ManifestPlatform {
  readonly architecture: string;
  readonly os: string;
  readonly 'os.version'?: string;
  readonly 'os.features'?: readonly string[];
  readonly variant?: string;
}

/** A manifest with what a list says of it. @see docker/cli cli/manifest/types, ImageManifest */
export interface ImageManifest {
  readonly Ref: string;
  readonly Descriptor: {
    readonly mediaType: string;
    readonly digest: string;
    readonly size: number;
    readonly platform: ManifestPlatform;
  };
  /** The text as it stands in the registry, in base64. */
  readonly Raw: string;
  readonly SchemaV2Manifest?: unknown;
  readonly OCIManifest?: unknown;
}

const OCI = 'application/vnd.oci.image.manifest.v1+json';
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

interface Listed {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: ManifestPlatform;
}

/**
 * What a registry has under a name: one manifest, or those of a list.
 *
 * @throws {UsageError} `no such manifest: localhost:5000/app:1`, `failed to configure transport: error pinging v2 registry: …`
 */
export async function fetchManifests(
  io: Io,
  client: Client,
  reference: Reference,
  insecure: boolean,
): Promise<{ readonly isList: boolean; readonly manifests: readonly ImageManifest[] }> {
  const missing = new UsageError(`no such manifest: ${familiarReference(reference)}`);
  // Without TLS there is nothing to be had, and that it was tried is not told.
  if (reference.domain !== 'docker.io' && !insecure) throw missing;
  const read = async (one: Reference) => {
    try {
      return await client.registryRawManifest(familiarReference(one), authHeader(readConfig(io), one), 'docker');
    } catch (error) {
      if (isNotFound(error)) throw missing;
      if (!(error instanceof DaemonError)) throw error;
      throw new UsageError(`failed to configure transport: error pinging v2 registry: ${error.message}`);
    }
  };
  const { text, mediaType, digest, configs } = await read(reference);
  const { manifests: children } = JSON.parse(text) as { readonly manifests?: readonly Listed[] };
  if (children === undefined) {
    const listed = { mediaType, digest, size: encode(text).length };
    return { isList: false, manifests: [imageManifest(fullReference(reference), listed, text, configs[digest])] };
  }
  const manifests: ImageManifest[] = [];
  for (const child of children) {
    const { tag: _tag, ...place } = { ...reference, digest: child.digest };
    const own = await read(place);
    const ref = `${fullName(reference)}:${reference.tag ?? 'latest'}@${child.digest}`;
    manifests.push(imageManifest(ref, child, own.text, configs[child.digest]));
  }
  return { isList: true, manifests };
}

function imageManifest(Ref: string, listed: Listed, text: string, config: string | undefined): ImageManifest {
  const { mediaType, digest, size } = listed;
  const {
    architecture = '',
    os = '',
    variant,
  } = (config === undefined ? {} : JSON.parse(config)) as Partial<ManifestPlatform>;
  const platform = listed.platform ?? { architecture, os, ...(variant !== undefined && { variant }) };
  const content = JSON.parse(text) as unknown;
  return {
    Ref,
    Descriptor: { mediaType, digest, size, platform },
    Raw: base64(text),
    ...(mediaType === OCI ? { OCIManifest: content } : { SchemaV2Manifest: content }),
  };
}

/** A list of manifests as a registry gets it. @see distribution manifest/manifestlist, FromDescriptors */
export function listText(manifests: readonly ImageManifest[]): string {
  const [first] = manifests;
  const mediaType = first?.Descriptor.mediaType === OCI ? OCI_INDEX : LIST;
  const listed = manifests.map(({ Descriptor: { mediaType: own, size, digest, platform } }) => ({
    ...{ mediaType: own, size, digest },
    platform,
  }));
  return JSON.stringify({ schemaVersion: 2, mediaType, manifests: listed }, null, 3);
}
