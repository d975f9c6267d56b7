import { readBase64 } from '../../api/base64.ts';
import { ApiError } from '../../api/errors.ts';
import { fullName, parseReference, type Reference, withDefaultTag } from '../../api/reference.ts';
import type { RegistryAuth } from '../../api/types/registry.ts';
import { RegistryError } from '../../registry/registry.ts';
import type { RemoteRepository } from '../../registry/remote/remote.ts';
import { rememberSource, vaultOf } from '../../registry/vault.ts';
import { asBuildkit, HUB, openRemote, Unreachable } from '../image/remote.ts';
import type { ExportPlace } from './export-worker.ts';
import { BuildError } from './failure.ts';
import type { Vertex } from './progress.ts';
import type { Written } from './write-images.ts';

const DENIED = 'push access denied, repository does not exist or may require authorization';

/**
 * Sends an image, or an index with all that it names, to a registry, as the worker sees the network.
 *
 * @throws {BuildError} `failed to push localhost:5000/app: failed to do request: Head "https://localhost:5000/v2/…": dial tcp …`
 * @see moby/buildkit util/push/push.go
 */
export async function pushIndex(place: ExportPlace, vertex: Vertex, name: string, written: Written): Promise<void> {
  const reference = withDefaultTag(parseReference(name));
  const { tag = 'latest' } = reference;
  vertex.status('pushing layers');
  try {
    const remote = await openFor(place, reference, written);
    await sendBlobs(place, remote, reference, written);
    vertex.status(`pushing manifest for ${fullName(reference)}:${tag}@${written.descriptor.digest}`);
    for (const { digest, text } of written.children) await remote.putManifest(digest, text);
    await remote.putManifest(tag, written.text);
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof RegistryError)) throw error;
    const message = `failed to push ${name}: ${error.message}`;
    vertex.fail(message);
    throw new BuildError(message);
  }
  const { manifests } = vaultOf(place.worker.daemon.kernel);
  for (const manifest of written.manifests) manifests.set(manifest.digest, manifest);
}

/** Sends what a name stands for without a word. @throws {BuildError} */
export async function sendQuietly(place: ExportPlace, name: string, written: Written): Promise<void> {
  const reference = withDefaultTag(parseReference(name));
  try {
    const remote = await openFor(place, reference, written);
    await sendBlobs(place, remote, reference, written);
    await remote.putManifest(reference.tag ?? 'latest', written.text);
  } catch (error) {
    if (error instanceof ApiError || error instanceof RegistryError) throw new BuildError(error.message);
    throw error;
  }
}

async function openFor({ worker, request }: ExportPlace, reference: Reference, written: Written) {
  const { domain, path } = reference;
  if (domain === HUB) {
    throw new ApiError('forbidden', `${DENIED}: server message: insufficient_scope: authorization failed`);
  }
  const header = readBase64(request.auths?.[domain] ?? '') ?? '';
  const auth = header === '' ? undefined : (JSON.parse(header) as RegistryAuth);
  let remote: RemoteRepository;
  try {
    remote = await openRemote(worker.near, { domain, path }, auth);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const blob = written.layers[0]?.digest ?? written.descriptor.digest;
    throw asBuildkit(error, domain, `https://${domain}/v2/${path}/blobs/${blob}`);
  }
  if ((await remote.ping()) === 401) {
    throw new ApiError('unauthorized', `${DENIED}: authorization failed: no basic auth credentials`);
  }
  return remote;
}

async function sendBlobs(
  { worker }: ExportPlace,
  remote: RemoteRepository,
  { domain, path }: Reference,
  { layers, blobs }: Written,
): Promise<void> {
  const vault = vaultOf(worker.daemon.kernel);
  for (const layer of layers) {
    if (!(await remote.hasBlob(layer.digest))) await remote.upload(layer.digest, layer);
    rememberSource(vault, layer.diffId, `${domain}/${path}`);
  }
  for (const [digest, text] of blobs) if (!(await remote.hasBlob(digest))) await remote.upload(digest, text);
}
