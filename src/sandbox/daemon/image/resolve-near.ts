import { ApiError } from '../../api/errors.ts';
import { familiarReference, type Reference } from '../../api/reference.ts';
import type { RegistryAuth } from '../../api/types/registry.ts';
import { AMD64, type ImagePlatform, type Manifest, RegistryError } from '../../registry/registry.ts';
import type { Found } from '../../registry/remote/remote.ts';
import { vaultOf } from '../../registry/vault.ts';
import type { Daemon } from '../daemon.ts';
import { openRemote } from './remote.ts';

/** The manifest that a registry of the network hands out. */
export async function resolveNear(
  daemon: Daemon,
  reference: Reference,
  platform: ImagePlatform = AMD64,
  auth?: RegistryAuth,
): Promise<Manifest> {
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
  const wanted = choose(found, platform);
  const known = vault.manifests.get(wanted);
  const manifest = known && { ...known, digest: found.digest };
  if (manifest === undefined) {
    throw new ApiError('not_implemented', 'drydock: not simulated: pulling an image that no docker push has sent');
  }
  return manifest;
}

interface Index {
  readonly manifests?: readonly { readonly digest: string; readonly platform?: Partial<ImagePlatform> }[];
}

/** The digest for a platform, of an index; that of the manifest itself where there is none. */
function choose({ digest, text }: Found, { os, architecture, variant }: ImagePlatform): string {
  const { manifests } = JSON.parse(text) as Index;
  if (manifests === undefined) return digest;
  const fitting = manifests.find(({ platform }) => platform?.os === os && platform.architecture === architecture);
  if (fitting !== undefined) return fitting.digest;
  const shown = [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
  throw new ApiError('not_found', `no matching manifest for ${shown} in the manifest list entries`);
}

/** Its tags, as references. @throws {ApiError} there is no such repository */
export async function everyTag(daemon: Daemon, reference: Reference, auth?: RegistryAuth): Promise<Reference[]> {
  const tags = await (await openRemote(daemon, reference, auth)).tags();
  if (tags === undefined) throw new ApiError('not_found', 'name unknown: repository name not known to registry');
  return tags.map((tag) => ({ ...reference, tag }));
}
