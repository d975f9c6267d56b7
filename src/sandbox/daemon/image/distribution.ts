import type { RegistryAuth } from '../../api/types/registry.ts';
import { encode } from '../../kernel/bytes.ts';
import { configText, manifestText } from '../../registry/remote/manifest.ts';
import type { Manifest } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';
import { readReference } from './reference.ts';
import { resolveManifest } from './resolve.ts';

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
