import { ApiError } from '../../api/errors.ts';
import { familiarName, familiarReference, fullName, type Reference } from '../../api/reference.ts';
import type { ProgressMessage } from '../../api/types/image.ts';
import type { PushResult, RegistryAuth } from '../../api/types/registry.ts';
import { encode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { type Layer, RegistryError } from '../../registry/registry.ts';
import { configText, manifestText } from '../../registry/remote/manifest.ts';
import type { RemoteRepository } from '../../registry/remote/remote.ts';
import { rememberSource, vaultOf } from '../../registry/vault.ts';
import type { Daemon } from '../daemon.ts';
import type { ImageRecord } from '../state.ts';
import { shortId, treeOf } from './find.ts';
import { asApiError, HUB, openRemote } from './remote.ts';
import { readReference } from './reference.ts';
import { wireLayers, wireManifest } from './wire.ts';

/** Layers that are sent at the same time; the others wait. */
const AT_ONCE = 5;
/** Time that a layer takes to go, ms a MiB. */
const MS_PER_MIB = 4;

type Send = (message: ProgressMessage) => void;

interface Push {
  readonly daemon: Daemon;
  readonly remote: RemoteRepository;
  readonly reference: Reference;
  readonly send: Send;
}

/**
 * POST /images/{name}/push: lines of progress, the last of them an error where there is one.
 *
 * @param tag '' pushes every tag of the repository
 */
export function pushImage(daemon: Daemon, name: string, tag: string, auth?: RegistryAuth): ByteStream {
  const reference = readReference(tag === '' ? name : `${name}:${tag}`);
  if (reference.digest !== undefined) throw new ApiError('invalid_parameter', 'cannot push a digest reference');
  const out = new ByteStream();
  const send: Send = (message) => out.push(encode(`${JSON.stringify(message)}\r\n`));
  void pushAll(daemon, reference, send, auth)
    .catch((error: unknown) => {
      if (!(error instanceof ApiError || error instanceof RegistryError)) daemon.kernel.faults.push(error);
      const message = error instanceof Error ? error.message : String(error);
      send({ errorDetail: { message }, error: message });
    })
    .then(() => out.end());
  return out;
}

/** The references that are meant. @see moby distribution/push.go */
function choose(daemon: Daemon, { domain, path, tag }: Reference): { readonly name: string; readonly id: string }[] {
  const familiar = familiarName({ domain, path });
  const tagged = [...daemon.state.references]
    .filter(([stored]) => stored.startsWith(`${familiar}:`) && !stored.includes('@'))
    .map(([stored, id]) => ({ name: stored.slice(familiar.length + 1), id }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const known = [...daemon.state.references.keys()].some((stored) => stored.startsWith(`${familiar}@`));
  if (tagged.length === 0 && !known) {
    throw new ApiError('not_found', `An image does not exist locally with the tag: ${familiar}`);
  }
  return tag === undefined ? tagged : tagged.filter(({ name }) => name === tag);
}

async function pushAll(daemon: Daemon, reference: Reference, send: Send, auth?: RegistryAuth): Promise<void> {
  send({ status: `The push refers to repository [${fullName(reference)}]` });
  const wanted = choose(daemon, reference);
  const [first] = wanted;
  if (first === undefined) throw new ApiError('not_found', `tag does not exist: ${familiarReference(reference)}`);
  if (reference.domain === HUB) refuseByHub(daemon, reference, first.id, send);
  const remote = await openRemote(daemon, reference, auth);
  if ((await remote.ping()) === 401) throw new ApiError('unauthorized', 'no basic auth credentials');
  for (const { name, id } of wanted) {
    const image = daemon.state.images.get(id);
    if (image === undefined) throw new Error(`no image ${id} to push`);
    await pushOne({ daemon, remote, reference, send }, image, name);
  }
}

/** Docker Hub takes nothing from strangers, and there is nobody else here. */
function refuseByHub(daemon: Daemon, reference: Reference, id: string, send: Send): never {
  const refusal = daemon.registry.refusePush(reference);
  if (refusal.kind === 'forbidden') prepare(daemon.state.images.get(id)?.layers ?? [], send);
  throw asApiError(refusal);
}

/** Names the layers, the last one first, as the engine queues them. */
function prepare(layers: readonly { readonly diffId: string }[], send: Send): void {
  const ids = layers.map(({ diffId }) => shortId(diffId)).reverse();
  for (const id of ids) send({ status: 'Preparing', progressDetail: {}, id });
  for (const id of ids.slice(AT_ONCE)) send({ status: 'Waiting', progressDetail: {}, id });
}

async function pushOne({ daemon, remote, reference, send }: Push, image: ImageRecord, tag: string): Promise<void> {
  const vault = vaultOf(daemon.kernel);
  const layers = wireLayers(vault, image.layers);
  prepare(layers, send);
  for (const layer of [...layers].reverse()) await pushLayer({ daemon, remote, reference, send }, layer);
  const manifest = wireManifest(image, layers, treeOf(daemon, image.id));
  const config = configText(manifest);
  await remote.upload(image.id, config);
  const text = manifestText(image.id, encode(config).length, layers);
  const digest = await remote.putManifest(tag, text);
  vault.manifests.set(digest, { ...manifest, digest });
  const size = encode(text).length;
  daemon.state.references.set(`${familiarName(reference)}@${digest}`, image.id);
  send({ status: `${tag}: digest: ${digest} size: ${size}` });
  const aux: PushResult = { Tag: tag, Digest: digest, Size: size };
  send({ progressDetail: {}, aux });
  const name = familiarName(reference);
  daemon.events.log('image', 'push', `${name}:${tag}`, { ...image.config.Labels, name });
}

/** One layer: there already, taken over from a neighbour, or sent. */
async function pushLayer({ daemon, remote, reference, send }: Push, layer: Layer): Promise<void> {
  const { clock } = daemon.kernel;
  const vault = vaultOf(daemon.kernel);
  const id = shortId(layer.diffId);
  const here = `${reference.domain}/${reference.path}`;
  const say = (status: string) => send({ status, progressDetail: {}, id });
  if (await remote.hasBlob(layer.digest)) {
    rememberSource(vault, layer.diffId, here);
    return say('Layer already exists');
  }
  const neighbours = [...(vault.sources.get(layer.diffId) ?? [])]
    .filter((source) => source !== here && source.startsWith(`${reference.domain}/`))
    .map((source) => source.slice(reference.domain.length + 1));
  for (const from of neighbours.reverse()) {
    if (!(await remote.mount(layer.digest, from))) continue;
    rememberSource(vault, layer.diffId, here);
    return say(`Mounted from ${from}`);
  }
  const { size: total } = layer;
  const steps = total > 2 ** 20 ? 4 : 1;
  for (let step = 1; step <= steps; step++) {
    const progressDetail = { current: Math.floor((total * step) / steps), total };
    send({ status: 'Pushing', progressDetail, id });
    await new Promise<void>((resolve) => clock.schedule(((total / 2 ** 20) * MS_PER_MIB) / steps, resolve));
  }
  await remote.upload(layer.digest, layer);
  rememberSource(vault, layer.diffId, here);
  say('Pushed');
}
