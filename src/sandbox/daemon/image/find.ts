import { ApiError } from '../../api/errors.ts';
import { fullReference } from '../../api/reference.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { Daemon } from '../daemon.ts';
import type { ImageRecord, LayerRecord } from '../state.ts';
import { readReference, storedName } from './reference.ts';

/** First digits of an id, with or without its algorithm. */
const ID_PREFIX = /^(?:sha256:)?([0-9a-f]{1,64})$/;

/** An image by reference, id or the beginning of its id; undefined when there is none. */
export function lookUpImage(daemon: Daemon, text: string): ImageRecord | undefined {
  const { images, references } = daemon.state;
  const [, digits] = ID_PREFIX.exec(text) ?? [];
  if (digits?.length === 64) return images.get(`sha256:${digits}`);
  if (!text.startsWith('sha256:')) {
    const id = references.get(storedName(readReference(text)));
    if (id !== undefined) return images.get(id);
  }
  if (digits === undefined) return undefined;
  const matching = [...images.values()].filter(({ id }) => id.startsWith(`sha256:${digits}`));
  return matching.length === 1 ? matching[0] : undefined;
}

/** @throws {ApiError} `No such image: busybox:latest` */
export function findImage(daemon: Daemon, text: string): ImageRecord {
  const image = lookUpImage(daemon, text);
  if (image !== undefined) return image;
  const isId = /^(?:sha256:)?[0-9a-f]{64}$/.test(text) || text.startsWith('sha256:');
  const name = isId ? (text.startsWith('sha256:') ? text : `sha256:${text}`) : storedName(readReference(text));
  throw new ApiError('not_found', `No such image: ${name}`);
}

/** References of an image, the engine's own repositories before others. */
function referencesOf(daemon: Daemon, id: string, isWanted: (name: string) => boolean): string[] {
  const full = (name: string) => fullReference(readReference(name));
  return [...daemon.state.references]
    .filter(([name, target]) => target === id && isWanted(name))
    .map(([name]) => name)
    .sort((a, b) => (full(a) < full(b) ? -1 : 1));
}

/** `busybox:latest` */
export const tagsOf = (daemon: Daemon, id: string): string[] => referencesOf(daemon, id, (name) => !name.includes('@'));

/** `busybox@sha256:…` */
export const digestsOf = (daemon: Daemon, id: string): string[] =>
  referencesOf(daemon, id, (name) => name.includes('@'));

/** Twelve digits of an id. */
/** Makes an image's files, once somebody wants them. */
export function treeOf(daemon: Daemon, id: string): () => FrozenTree {
  const tree = daemon.trees.get(id);
  if (tree === undefined) throw new Error(`image ${id} has a record but no files`);
  return tree;
}

export const shortId = (id: string): string => id.replace('sha256:', '').slice(0, 12);

export const layersSize = (layers: readonly LayerRecord[]): number => layers.reduce((sum, { size }) => sum + size, 0);

export const imageSize = (image: ImageRecord): number => layersSize(image.layers);
