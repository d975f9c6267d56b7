import { ApiError } from '../../api/errors.ts';
import { familiarName, type Reference } from '../../api/reference.ts';
import type { ProgressMessage } from '../../api/types/image.ts';
import { encode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { type ImagePlatform, type Manifest, RegistryError } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';
import { addImage, fromManifest } from './add.ts';
import { readReference, storedName } from './reference.ts';
import { shortId } from './find.ts';

/** `linux/arm64/v8` */
export function parsePlatform(text: string): ImagePlatform | undefined {
  if (text === '') return undefined;
  const [os = '', architecture = '', variant] = text.split('/');
  if (architecture === '') {
    throw new ApiError('invalid_parameter', `"${text}": unknown operating system or architecture: invalid argument`);
  }
  return { os, architecture, ...(variant !== undefined && { variant }) };
}

function resolve(daemon: Daemon, reference: Reference, platform: ImagePlatform | undefined): Manifest {
  try {
    return daemon.registry.resolve(reference, platform);
  } catch (error) {
    if (error instanceof RegistryError) throw new ApiError(error.kind, error.message);
    throw error;
  }
}

/** Time that a layer takes to come, ms a MiB; the registry is near. */
const MS_PER_MIB = 4;

/** POST /images/create?fromImage=: lines of progress. What cannot be pulled is refused before the first line. */
export function pullImage(daemon: Daemon, name: string, tag: string, platformText: string): ByteStream {
  const separator = tag.startsWith('sha256:') ? '@' : ':';
  const reference = readReference(tag === '' ? name : `${name}${separator}${tag}`);
  const manifest = resolve(daemon, reference, parsePlatform(platformText));
  const out = new ByteStream();
  const send = (message: ProgressMessage) => out.push(encode(`${JSON.stringify(message)}\r\n`));
  void transfer(daemon, reference, manifest, send).then(
    () => out.end(),
    (error: unknown) => {
      daemon.kernel.faults.push(error);
      out.end();
    },
  );
  return out;
}

async function transfer(
  daemon: Daemon,
  reference: Reference,
  manifest: Manifest,
  send: (message: ProgressMessage) => void,
): Promise<void> {
  const { state, kernel } = daemon;
  const stored = storedName(reference);
  const old = state.references.get(stored);
  send({ status: `Pulling from ${familiarPath(reference)}`, id: reference.digest ?? reference.tag ?? 'latest' });
  const known = new Set([...state.images.values()].flatMap(({ layers }) => layers.map(({ diffId }) => diffId)));
  if (!state.images.has(manifest.id)) {
    for (const { diffId, digest } of manifest.layers) {
      send(
        known.has(diffId)
          ? { status: 'Already exists', progressDetail: {}, id: shortId(digest) }
          : { status: 'Pulling fs layer', progressDetail: {}, id: shortId(digest) },
      );
    }
    for (const layer of manifest.layers) if (!known.has(layer.diffId)) await download(daemon, layer, send);
  }
  addImage(daemon, fromManifest(manifest), manifest.tree);
  const image = state.images.get(manifest.id);
  if (image !== undefined && reference.digest === undefined) image.lastTagTime = kernel.clock.now();
  state.references.set(stored, manifest.id);
  state.references.set(`${familiarName(reference)}@${manifest.digest}`, manifest.id);
  send({ status: `Digest: ${manifest.digest}` });
  const shown = stored;
  send({
    status:
      old === manifest.id ? `Status: Image is up to date for ${shown}` : `Status: Downloaded newer image for ${shown}`,
  });
  daemon.events.log('image', 'pull', shown, { name: familiarName(reference), ...manifest.config.Labels });
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

/** `library/debian`, `localhost:5000/app` without its host. */
const familiarPath = ({ path }: Reference): string => path;
