import { ApiError } from '../../api/errors.ts';
import type { Reference } from '../../api/reference.ts';
import type { RegistryAuth } from '../../api/types/registry.ts';
import { type ImagePlatform, type Manifest, RegistryError } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';

const HUB = 'docker.io';

/** Host names of this machine, and addresses: whoever listens there is asked; Docker Hub and the rest are a catalogue. */
export const isNear = (daemon: Daemon, domain: string): boolean => {
  if (domain === HUB) return false;
  const host = domain.replace(/:\d+$/, '');
  return /^(localhost|[\d.]+)$/.test(host) || host === daemon.machine.hostname || /:\d+$/.test(domain);
};

/**
 * The manifest that a reference names, wherever it is.
 *
 * @throws {ApiError} no such repository, tag or digest; no such host; nobody listens there
 */
export async function resolveManifest(
  daemon: Daemon,
  reference: Reference,
  platform?: ImagePlatform,
  auth?: RegistryAuth,
): Promise<Manifest> {
  if (isNear(daemon, reference.domain)) {
    const { resolveNear } = await daemon.kernel.clock.outside(import('./resolve-near.ts'));
    return resolveNear(daemon, reference, platform, auth);
  }
  try {
    return daemon.registry.resolve(reference, platform);
  } catch (error) {
    if (error instanceof RegistryError) throw new ApiError(error.kind, error.message);
    throw error;
  }
}

/** Architectures that the catalogue's images may have. */
const ARCHITECTURES = ['amd64', 'arm64'];

/** The manifests of a name, one for each architecture that it is there for. */
export async function resolveArchitectures(daemon: Daemon, reference: Reference): Promise<Manifest[]> {
  const found: Manifest[] = [];
  for (const architecture of ARCHITECTURES) {
    const manifest = await resolveManifest(daemon, reference, { os: 'linux', architecture }).catch((error: unknown) => {
      if (error instanceof ApiError && error.kind === 'not_found') return undefined;
      throw error;
    });
    if (manifest?.platform.architecture === architecture) found.push(manifest);
  }
  return found;
}
