import { EMPTY_IMAGE_CONFIG } from '../../api/empty-image-config.ts';
import { ApiError } from '../../api/errors.ts';
import type { Platform } from '../../api/platform.ts';
import { ENGINE_VERSION } from '../../api/transport.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { unpackTree } from '../../kernel/fs/pack.ts';
import { readTar, type TarEntry, TarError } from '../../kernel/fs/tar.ts';
import { sha256 } from '../../registry/sha256.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import { addImage } from './add.ts';
import { applyChanges } from './changes.ts';
import { digestOf } from './layers.ts';
import { readReference } from './reference.ts';
import { nameImage } from './tag.ts';

export interface ImportRequest {
  readonly source: string;
  /** '' leaves the image without a name. */
  readonly repo: string;
  readonly tag: string;
  readonly message: string;
  readonly changes: readonly string[];
  readonly platform?: Platform | undefined;
}

/** Bytes of the files in an archive. */
export const archiveSize = (entries: readonly TarEntry[]): number =>
  entries.reduce(
    (sum, { content }) => sum + (content === undefined ? 0 : 'head' in content ? content.size : content.length),
    0,
  );

export function readArchive(bytes: Bytes): TarEntry[] {
  try {
    return readTar(bytes);
  } catch (error) {
    if (error instanceof TarError) throw new ApiError('internal', error.message);
    throw error;
  }
}

/** POST /images/create?fromSrc=-: an image of one layer from an archive. @returns its id */
export function importImage(daemon: Daemon, bytes: Bytes, request: ImportRequest): string {
  if (request.source !== '-') throw new ApiError('not_implemented', 'drydock: not simulated: docker import from a URL');
  const name = request.repo === '' ? undefined : `${request.repo}${request.tag === '' ? '' : `:${request.tag}`}`;
  if (name !== undefined) readReference(name);
  const config = applyChanges(EMPTY_IMAGE_CONFIG, request.changes);
  const entries = readArchive(bytes);
  const tree = overlayTree(daemon);
  unpackTree(tree, entries);
  const frozen = tree.snapshot();
  const created = daemon.kernel.clock.now();
  const comment = request.message === '' ? `Imported from ${request.source}` : request.message;
  const image = {
    parent: '',
    comment,
    created,
    dockerVersion: ENGINE_VERSION,
    author: '',
    architecture: request.platform?.architecture ?? 'amd64',
    variant: '',
    os: 'linux',
    layers: [{ diffId: `sha256:${sha256(bytes)}`, size: archiveSize(entries) }],
    history: [{ created, createdBy: '', comment, author: '', emptyLayer: false }],
    config,
    lastTagTime: 0,
  };
  const id = digestOf(JSON.stringify(image));
  addImage(daemon, { id, ...image }, () => frozen);
  if (name !== undefined) nameImage(daemon, id, name);
  daemon.events.log('image', 'import', id, { name: name ?? id });
  return id;
}
