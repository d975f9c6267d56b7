import { ApiError } from '../../api/errors.ts';
import { familiarReference, type Reference } from '../../api/reference.ts';
import type { RegistryAuth } from '../../api/types/registry.ts';
import { type Manifest, RegistryError } from '../../registry/registry.ts';
import { vaultOf } from '../../registry/vault.ts';
import type { Daemon } from '../daemon.ts';
import { openRemote } from './remote.ts';

/** The manifest that a registry of the network hands out. */
export async function resolveNear(daemon: Daemon, reference: Reference, auth?: RegistryAuth): Promise<Manifest> {
  const vault = vaultOf(daemon.kernel);
  const remote = await openRemote(daemon, reference, auth);
  if ((await remote.ping()) === 401) throw new ApiError('unauthorized', 'no basic auth credentials');
  const { tag = 'latest', digest } = reference;
  const found = await remote.manifest(digest ?? tag).catch((error: unknown) => {
    throw error instanceof RegistryError ? new ApiError(error.kind, error.message) : error;
  });
  if (found === undefined) {
    const name = familiarReference(digest === undefined ? { ...reference, tag } : reference);
    throw new ApiError('not_found', `manifest for ${name} not found: manifest unknown: manifest unknown`);
  }
  const manifest = vault.manifests.get(found.digest);
  if (manifest === undefined) {
    throw new ApiError('not_implemented', 'drydock: not simulated: pulling an image that no docker push has sent');
  }
  return manifest;
}

/** Its tags, as references. @throws {ApiError} there is no such repository */
export async function everyTag(daemon: Daemon, reference: Reference, auth?: RegistryAuth): Promise<Reference[]> {
  const tags = await (await openRemote(daemon, reference, auth)).tags();
  if (tags === undefined) throw new ApiError('not_found', 'name unknown: repository name not known to registry');
  return tags.map((tag) => ({ ...reference, tag }));
}
