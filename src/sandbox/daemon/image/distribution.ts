import { ApiError } from '../../api/errors.ts';
import type { RegistryAuth } from '../../api/types/registry.ts';
import { encode } from '../../kernel/bytes.ts';
import { configText, digestOfText, manifestText } from '../../registry/remote/manifest.ts';
import type { Manifest } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';
import { readReference } from './reference.ts';
import { isNear, resolveArchitectures, resolveManifest } from './resolve.ts';

const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

const textOf = (manifest: Manifest): string =>
  manifestText(manifest.id, encode(configText(manifest)).length, manifest.layers);

/** GET /distribution/{name}/json: an image in its registry. */
export async function describeDistribution(daemon: Daemon, name: string, auth?: RegistryAuth) {
  const manifest = await resolveManifest(daemon, readReference(name), undefined, auth);
  const { platform, digest } = manifest;
  const text = textOf(manifest);
  return {
    Descriptor: {
      mediaType: MANIFEST,
      digest,
      size: encode(text).length,
    },
    Platforms: [{ architecture: platform.architecture, os: platform.os }],
  };
}

const LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

/** The manifest that a reference names; of several platforms their list. */
export async function readManifest(daemon: Daemon, name: string, auth?: RegistryAuth): Promise<unknown> {
  const reference = readReference(name);
  const refusal = isNear(daemon, reference.domain) ? undefined : daemon.registry.refuseClient?.();
  if (refusal !== undefined) throw new ApiError(refusal.kind, refusal.message);
  const first = await resolveManifest(daemon, reference, undefined, auth);
  if (isNear(daemon, reference.domain)) return JSON.parse(textOf(first)) as unknown;
  const found = await resolveArchitectures(daemon, reference);
  if (found.length < 2) return JSON.parse(textOf(first)) as unknown;
  const manifests = found.map((manifest) => {
    const text = textOf(manifest);
    const { architecture, os } = manifest.platform;
    const size = encode(text).length;
    return { mediaType: MANIFEST, size, digest: digestOfText(text), platform: { architecture, os } };
  });
  return { schemaVersion: 2, mediaType: LIST, manifests };
}
