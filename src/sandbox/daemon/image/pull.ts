import { ApiError } from '../../api/errors.ts';
import { familiarName, fullName, fullReference, type Reference } from '../../api/reference.ts';
import type { ProgressMessage } from '../../api/types/image.ts';
import type { RegistryAuth } from '../../api/types/registry.ts';
import { encode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import type { ImagePlatform, Manifest } from '../../registry/registry.ts';
import { rememberSource, vaultOf } from '../../registry/vault.ts';
import type { Daemon } from '../daemon.ts';
import { addImage, fromManifest } from './add.ts';
import { readReference, storedName } from './reference.ts';
import { isNear, resolveManifest } from './resolve.ts';
import { shortId } from './find.ts';
import { readPlatform } from './platform.ts';
import { knownLayers } from './layers.ts';

/** Time that a layer takes to come, ms a MiB; the registry is near. */
const MS_PER_MIB = 4;

/**
 * POST /images/create?fromImage=: lines of progress. What cannot be pulled is refused before the first line.
 *
 * @param tag `latest` or `sha256:…`; '' pulls every tag of a registry's repository
 */
export async function pullImage(
  daemon: Daemon,
  name: string,
  tag: string,
  platformText: string,
  auth?: RegistryAuth,
): Promise<ByteStream> {
  const separator = tag.startsWith('sha256:') ? '@' : ':';
  const given = readReference(tag === '' ? name : `${name}${separator}${tag}`);
  if (fullName(given) === 'docker.io/library/scratch') {
    throw new ApiError('invalid_parameter', `'${familiarName(given)}' is a reserved name`);
  }
  const platform = readPlatform(platformText);
  const wanted = given.tag === undefined && given.digest === undefined ? await everyTag(daemon, given, auth) : [given];
  const images: Pull[] = [];
  for (const reference of wanted) {
    images.push({ reference, manifest: await resolveManifest(daemon, reference, platform, auth) });
  }
  const out = new ByteStream();
  const send = (message: ProgressMessage) => out.push(encode(`${JSON.stringify(message)}\r\n`));
  void transferAll(daemon, given, images, send).then(
    () => {
      for (const { reference, manifest } of images) warnOfPlatform(reference, manifest, platform, send);
      out.end();
    },
    (error: unknown) => {
      daemon.kernel.faults.push(error);
      out.end();
    },
  );
  return out;
}

/** Puts an image there as a pull does, but at once and without an event: what a host has from its start. @throws {ApiError} as a pull */
export async function preloadImage(daemon: Daemon, name: string): Promise<void> {
  const given = readReference(name);
  const isWhole = given.tag !== undefined || given.digest !== undefined;
  const reference = isWhole ? given : readReference(`${name}:latest`);
  const manifest = await resolveManifest(daemon, reference, undefined);
  await transfer(
    daemon,
    { reference, manifest },
    () => {},
    async () => {},
  );
}

interface Pull {
  readonly reference: Reference;
  readonly manifest: Manifest;
}

type Send = (message: ProgressMessage) => void;

async function everyTag(daemon: Daemon, reference: Reference, auth?: RegistryAuth): Promise<Reference[]> {
  if (!isNear(daemon, reference.domain)) {
    throw new ApiError('not_implemented', 'drydock: not simulated: docker pull --all-tags from Docker Hub');
  }
  const near = await daemon.kernel.clock.outside(import('./resolve-near.ts'));
  return near.everyTag(daemon, reference, auth);
}

async function transferAll(daemon: Daemon, given: Reference, images: readonly Pull[], send: Send): Promise<void> {
  let isNew = false;
  for (const pull of images) {
    isNew = (await transfer(daemon, pull, send)) || isNew;
    const { reference, manifest } = pull;
    const attributes = { name: familiarName(reference), ...manifest.config.Labels };
    daemon.events.log('image', 'pull', storedName(reference), attributes);
  }
  const isOne = given.tag !== undefined || given.digest !== undefined;
  const shown = isOne ? storedName(given) : familiarName(given);
  send({ status: `Status: ${isNew ? 'Downloaded newer image' : 'Image is up to date'} for ${shown}` });
}

/** A registry that has one image gives it for any platform. */
function warnOfPlatform(reference: Reference, manifest: Manifest, wanted: ImagePlatform | undefined, send: Send): void {
  const { os, architecture } = manifest.platform;
  if (wanted === undefined || (wanted.os === os && wanted.architecture === architecture)) return;
  const text = [wanted.os, wanted.architecture, wanted.variant].filter((part) => part !== undefined).join('/');
  const status = `WARNING: image with reference ${storedName(reference)} was found but its platform (${os}/${architecture}) does not match the specified platform (${text})`;
  send({ status });
}

/** @returns whether the reference names another image than before */
async function transfer(
  daemon: Daemon,
  { reference, manifest }: Pull,
  send: Send,
  bring: typeof download = download,
): Promise<boolean> {
  const { state, kernel } = daemon;
  const stored = storedName(reference);
  const old = state.references.get(stored);
  const { digest, tag = 'latest' } = reference;
  send({
    status: `Pulling from ${familiarPath(reference)}`,
    id: digest === undefined ? tag : fullReference(reference),
  });
  const known = knownLayers(daemon);
  if (!state.images.has(manifest.id)) {
    for (const { diffId, digest } of manifest.layers) {
      send(
        known.has(diffId)
          ? { status: 'Already exists', progressDetail: {}, id: shortId(digest) }
          : { status: 'Pulling fs layer', progressDetail: {}, id: shortId(digest) },
      );
    }
    for (const layer of manifest.layers) if (!known.has(layer.diffId)) await bring(daemon, layer, send);
  }
  addImage(daemon, fromManifest(manifest), manifest.tree);
  const image = state.images.get(manifest.id);
  if (image !== undefined && reference.digest === undefined) image.lastTagTime = kernel.clock.now();
  state.references.set(stored, manifest.id);
  state.references.set(`${familiarName(reference)}@${manifest.digest}`, manifest.id);
  rememberOrigin(daemon, reference, manifest);
  send({ status: `Digest: ${manifest.digest}` });
  return old !== manifest.id;
}

async function download(
  daemon: Daemon,
  layer: Manifest['layers'][number],
  send: (message: ProgressMessage) => void,
): Promise<void> {
  const { clock } = daemon.kernel;
  const id = shortId(layer.digest);
  const { compressedSize: total } = layer;
  const steps = 3;
  for (let step = 1; step <= steps; step++) {
    await new Promise<void>((resolve) => clock.schedule(((total / 2 ** 20) * MS_PER_MIB) / steps, resolve));
    send({ status: 'Downloading', progressDetail: { current: Math.floor((total * step) / steps), total }, id });
  }
  send({ status: 'Verifying Checksum', progressDetail: {}, id });
  send({ status: 'Download complete', progressDetail: {}, id });
  send({ status: 'Extracting', progressDetail: { current: total, total }, id });
  send({ status: 'Pull complete', progressDetail: {}, id });
}

/** Where the layers came from, under which digests: a push asks there for them. */
function rememberOrigin(daemon: Daemon, reference: Reference, manifest: Manifest): void {
  const vault = vaultOf(daemon.kernel);
  vault.manifests.set(manifest.digest, manifest);
  for (const { diffId, digest, compressedSize } of manifest.layers) {
    vault.blobs.set(diffId, { digest, compressedSize });
    rememberSource(vault, diffId, fullName(reference));
  }
}

/** `library/debian`, `localhost:5000/app` without its host. */
const familiarPath = ({ path }: Reference): string => path;
