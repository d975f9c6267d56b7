import { ApiError } from '../../api/errors.ts';
import { fullReference, type Reference, withDefaultTag } from '../../api/reference.ts';
import type { RawManifest, RegistryAuth } from '../../api/types/registry.ts';
import { encode } from '../../kernel/bytes.ts';
import { RegistryError } from '../../registry/registry.ts';
import {
  configText,
  describe,
  DOCKER_MANIFEST,
  indexText,
  MANIFEST_LIST,
  manifestText,
} from '../../registry/remote/manifest.ts';
import type { RemoteRepository } from '../../registry/remote/remote.ts';
import { vaultOf } from '../../registry/vault.ts';
import type { Daemon } from '../daemon.ts';
import { readReference } from './reference.ts';
import { asBuildkit, asDocker, openRemote, Unreachable } from './remote.ts';
import { isNear, resolveArchitectures } from './resolve.ts';

/**
 * What a registry has under a name, as it stands there.
 *
 * @throws {ApiError} `localhost:5000/app:1: not found`
 */
export async function rawManifest(
  daemon: Daemon,
  name: string,
  auth?: RegistryAuth,
  words: 'buildx' | 'docker' = 'buildx',
): Promise<RawManifest> {
  const reference = readReference(name);
  const refusal = isNear(daemon, reference.domain) ? undefined : daemon.registry.refuseClient?.();
  if (refusal !== undefined && words === 'docker') throw new ApiError(refusal.kind, refusal.message);
  if (refusal !== undefined) {
    const { path, tag = 'latest', digest } = reference;
    throw new ApiError(
      refusal.kind,
      `failed to do request: Head "https://registry-1.docker.io/v2/${path}/manifests/${digest ?? tag}": ${refusal.message.replace(/^Get "[^"]*": /, '')}`,
    );
  }
  return isNear(daemon, reference.domain) ? fromNear(daemon, reference, words, auth) : fromCatalogue(daemon, reference);
}

const notFound = (reference: Reference): ApiError =>
  new ApiError('not_found', `${fullReference(withDefaultTag(reference))}: not found`);

async function fromNear(
  daemon: Daemon,
  reference: Reference,
  words: 'buildx' | 'docker',
  auth?: RegistryAuth,
): Promise<RawManifest> {
  const { domain, path, tag = 'latest', digest = tag } = reference;
  const remote = await openRemote(daemon, reference, auth).catch((error: unknown) => {
    if (!(error instanceof Unreachable)) throw error;
    if (words === 'docker') throw asDocker(error, domain);
    throw asBuildkit(error, domain, `http://${domain}/v2/${path}/manifests/${digest}`);
  });
  const found = await remote.manifest(digest).catch((error: unknown) => {
    throw error instanceof RegistryError ? new ApiError(error.kind, error.message) : error;
  });
  if (found === undefined) throw notFound(reference);
  const { manifests } = vaultOf(daemon.kernel);
  const { mediaType, manifests: children = [] } = JSON.parse(found.text) as Index;
  const configs = [found.digest, ...children.map(({ digest }) => digest)].flatMap((digest) => {
    const manifest = manifests.get(digest);
    return manifest === undefined ? [] : [[digest, configText(manifest)] as const];
  });
  return { ...found, mediaType, configs: Object.fromEntries(configs) };
}

interface Index {
  readonly mediaType: string;
  readonly manifests?: readonly { readonly digest: string }[];
}

/** An image of the catalogue: a list where there is one for several architectures. */
async function fromCatalogue(daemon: Daemon, reference: Reference): Promise<RawManifest> {
  const listed = reference.digest === undefined ? undefined : ofList(daemon, reference.digest);
  if (listed !== undefined) return listed;
  const found = await resolveArchitectures(daemon, reference);
  const [first] = found;
  if (first === undefined) throw notFound(reference);
  const { manifests } = vaultOf(daemon.kernel);
  const written = found.map((manifest) => {
    const config = configText(manifest);
    const text = manifestText(manifest.id, encode(config).length, manifest.layers);
    const described = describe(DOCKER_MANIFEST, text);
    manifests.set(described.digest, { ...manifest, digest: described.digest });
    return { described, config, text, platform: manifest.platform };
  });
  const configs = Object.fromEntries(written.map(({ described, config }) => [described.digest, config]));
  const [only, ...others] = written;
  if (only !== undefined && others.length === 0) {
    return { digest: only.described.digest, mediaType: DOCKER_MANIFEST, text: only.text, configs };
  }
  const text = indexText(
    MANIFEST_LIST,
    written.map(({ described, platform: { architecture, os } }) => ({ ...described, platform: { architecture, os } })),
  );
  return { digest: first.digest, mediaType: MANIFEST_LIST, text, configs };
}

/** One of a list that was asked for before. */
function ofList(daemon: Daemon, digest: string): RawManifest | undefined {
  const manifest = vaultOf(daemon.kernel).manifests.get(digest);
  if (manifest === undefined) return undefined;
  const config = configText(manifest);
  const text = manifestText(manifest.id, encode(config).length, manifest.layers);
  return { digest, mediaType: DOCKER_MANIFEST, text, configs: { [digest]: config } };
}

/** An index that is to be made. */
export interface NewIndex {
  readonly text: string;
  /** Where the manifests in it are now, by their digest: `localhost:5000/app:1`. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Sends a manifest or an index under a name, and what it names before. @returns its digest */
export async function putRawManifest(
  daemon: Daemon,
  name: string,
  { text, sources }: NewIndex,
  auth?: RegistryAuth,
): Promise<{ readonly digest: string }> {
  const { domain, path, tag = 'latest' } = readReference(name);
  if (!isNear(daemon, domain)) {
    throw new ApiError(
      'forbidden',
      'push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    );
  }
  const remote = await openRemote(daemon, { domain, path }, auth);
  for (const [digest, source] of Object.entries(sources)) await copyManifest(daemon, remote, digest, source);
  return { digest: await remote.putManifest(tag, text) };
}

interface Blobs {
  readonly config: { readonly digest: string; readonly size: number };
  readonly layers: readonly { readonly digest: string; readonly size: number }[];
}

/** One manifest with its blobs, from the registry or the catalogue where it is. */
async function copyManifest(daemon: Daemon, remote: RemoteRepository, digest: string, from: string): Promise<void> {
  if ((await remote.manifest(digest)) !== undefined) return;
  const source = readReference(from);
  const manifest = vaultOf(daemon.kernel).manifests.get(digest);
  const config = manifest && configText(manifest);
  const near = isNear(daemon, source.domain) ? await openRemote(daemon, source) : undefined;
  const text =
    near === undefined
      ? manifest && manifestText(manifest.id, encode(configText(manifest)).length, manifest.layers)
      : (await near.manifest(digest))?.text;
  if (text === undefined) throw notFound({ ...source, digest });
  const blobs = JSON.parse(text) as Blobs;
  for (const { digest: blob, size } of [...blobs.layers, blobs.config]) {
    if (await remote.hasBlob(blob)) continue;
    const isConfig = blob === blobs.config.digest && config !== undefined;
    await remote.upload(blob, isConfig ? config : { compressedSize: size });
  }
  await remote.putManifest(digest, text);
}
