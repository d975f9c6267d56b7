import { EMPTY_IMAGE_CONFIG } from '../../api/empty-image-config.ts';
import { ApiError } from '../../api/errors.ts';
import type { ImageConfig, ProgressMessage } from '../../api/types/image.ts';
import { type Bytes, decode, EMPTY } from '../../kernel/bytes.ts';
import { unpackTree } from '../../kernel/fs/pack.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import type { ImageRecord } from '../state.ts';
import { addImage } from './add.ts';
import { archiveSize, readArchive } from './import.ts';
import { digestOf } from './layers.ts';
import { unpacked } from './unpacked.ts';
import type { SavedImage } from './save.ts';
import type { Origin } from './saved-config.ts';
import { nameImage } from './tag.ts';

/** Where the engine unpacks an archive. */
const DIRECTORY = '/var/lib/docker/tmp/docker-import-';

/** The configuration of an image as archives hold it. */
interface SavedConfig {
  readonly architecture?: string;
  readonly variant?: string;
  readonly os?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly created?: string;
  readonly docker_version?: string;
  readonly config?: Partial<ImageConfig>;
  readonly rootfs?: { readonly diff_ids?: readonly string[] | null };
  readonly history?: readonly {
    readonly created?: string;
    readonly created_by?: string;
    readonly comment?: string;
    readonly author?: string;
    readonly empty_layer?: boolean;
  }[];
  readonly drydock?: Origin;
}

class Archive {
  readonly #entries: ReadonlyMap<string, TarEntry>;
  readonly #directory: string;

  constructor(bytes: Bytes, number: number) {
    this.#entries = new Map(readArchive(bytes).map((entry) => [entry.path, entry]));
    this.#directory = `${DIRECTORY}${number}`;
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  read(path: string): Bytes {
    const entry = this.#entries.get(path);
    if (entry === undefined) {
      throw new ApiError('internal', `open ${this.#directory}/${path}: no such file or directory`);
    }
    const { content = EMPTY } = entry;
    if (!('head' in content)) return content;
    const bytes = new Uint8Array(content.size);
    bytes.set(content.head);
    return bytes;
  }

  json<T>(path: string): T {
    try {
      return JSON.parse(decode(this.read(path))) as T;
    } catch (error) {
      if (error instanceof SyntaxError) throw new ApiError('internal', 'unexpected EOF');
      throw error;
    }
  }
}

/** POST /images/load: archives of `docker save`; what is wrong with one is the last message. */
export async function loadImages(daemon: Daemon, packed: Bytes, platform?: ImagePlatform): Promise<ProgressMessage[]> {
  const messages: ProgressMessage[] = [];
  try {
    const archive = new Archive(await unpacked(daemon, packed), daemon.kernel.random.below(2 ** 32));
    if (!archive.has('manifest.json')) archive.read('repositories');
    const manifest = archive.json<readonly SavedImage[]>('manifest.json');
    for (const saved of manifest) {
      const { architecture } = archive.json<SavedConfig>(saved.Config);
      if (platform !== undefined && architecture !== platform.architecture) continue;
      messages.push(...loadOne(daemon, archive, saved));
    }
    if (messages.length === 0) messages.push({ stream: '\n' });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    messages.push({ errorDetail: { message: error.message }, error: error.message });
  }
  return messages;
}

function loadOne(daemon: Daemon, archive: Archive, { Config, RepoTags, Layers }: SavedImage): ProgressMessage[] {
  const config = archive.json<SavedConfig>(Config);
  const [, hex] = /([0-9a-f]{64})(?:\.json)?$/.exec(Config) ?? [];
  const own = hex === undefined ? digestOf(JSON.stringify(config)) : `sha256:${hex}`;
  const id = config.drydock?.id ?? own;
  if (!daemon.state.images.has(id)) {
    const tree = overlayTree(daemon);
    const sizes = Layers.map((layer, index) => {
      const entries = readArchive(archive.read(layer));
      unpackTree(tree, entries, { whiteouts: true });
      return config.drydock?.sizes[index] ?? archiveSize(entries);
    });
    const frozen = tree.snapshot();
    addImage(daemon, recordOf(id, config, sizes), () => frozen);
  }
  daemon.events.log('image', 'load', id, { name: id });
  const tags = RepoTags ?? [];
  for (const tag of tags) nameImage(daemon, id, tag);
  if (tags.length === 0) return [{ stream: `Loaded image ID: ${id}\n` }];
  return tags.map((tag) => ({ stream: `Loaded image: ${tag}\n` }));
}

function recordOf(id: string, saved: SavedConfig, sizes: readonly number[]): ImageRecord {
  const created = Date.parse(saved.created ?? '') || 0;
  return {
    id,
    parent: '',
    comment: saved.comment ?? '',
    created,
    dockerVersion: saved.docker_version ?? '',
    author: saved.author ?? '',
    architecture: saved.architecture ?? 'amd64',
    variant: saved.variant ?? '',
    os: saved.os ?? 'linux',
    layers: (saved.drydock?.diffIds ?? saved.rootfs?.diff_ids ?? []).map((diffId, index) => ({
      diffId,
      size: sizes[index] ?? 0,
    })),
    history: (saved.history ?? []).map((line) => ({
      created: Date.parse(line.created ?? '') || created,
      createdBy: line.created_by ?? '',
      comment: line.comment ?? '',
      author: line.author ?? '',
      emptyLayer: line.empty_layer === true,
    })),
    config: { ...EMPTY_IMAGE_CONFIG, ...saved.config },
    lastTagTime: 0,
  };
}
